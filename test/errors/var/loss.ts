import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  var r = x * y - 1;
  return r ** 2;
}
