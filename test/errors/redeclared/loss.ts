import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  const r = x * y;
  const r = r - 1;
  return r ** 2;
}
