import type { Vector } from "gen-sde";

export const loss = ([x, y]: Vector<2>) => ((1 + x ** 2) * y ** 2) / 2;
