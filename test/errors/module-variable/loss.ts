import type { Vector } from "gen-sde";
let target = 1;
export const loss = ([x, y]: Vector<2>) => (x * y - target) ** 2;
