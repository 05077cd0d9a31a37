import type { Vector } from "gen-sde";
function positive(x: number) {
  if (x > 0) return x;
}
export const loss = ([x, y]: Vector<2>) => (positive(x) * y - 1) ** 2;
