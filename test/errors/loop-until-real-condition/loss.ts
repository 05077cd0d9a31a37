import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  let r = x;
  while (r > 1) r /= 2;
  return (r * y - 1) ** 2;
}
