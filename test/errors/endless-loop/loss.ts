import type { Vector } from "gen-sde";
export function loss([x, y]: Vector<2>) {
  let k = 0;
  while (true) k += 1;
  return (x * y - k) ** 2;
}
