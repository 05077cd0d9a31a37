import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => (x * y - 1.0001 ** 1e6) ** 2;
