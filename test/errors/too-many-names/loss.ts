import type { Vector } from "gen-sde";
export function loss(x: Vector<2>) {
  const [a, b, c] = x;
  return (a * b * c) ** 2;
}
