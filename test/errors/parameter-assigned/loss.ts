import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  x *= 2;
  return (x * y - 1) ** 2;
}
