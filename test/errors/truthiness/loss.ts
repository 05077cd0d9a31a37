import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => ((x || 1) * y - 1) ** 2;
