import type { Vector } from "gen-sde";
export const cost = ([x, y]: Vector<2>) => (x * y - 1) ** 2;
