import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  const r = x * y - 1;
  r ** 2;
}
