import type { Vector } from "gen-sde";
export function loss(x: Vector<2>) {
  x[0] *= 2;
  return (x[0] * x[1] - 1) ** 2;
}
