import type { Vector } from "gen-sde";
export const loss = ([x, ...others]: Vector<2>) => (x * others[0] - 1) ** 2;
