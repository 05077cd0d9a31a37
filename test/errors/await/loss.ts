import type { Vector } from "gen-sde";
export const loss = async ([x, y]: Vector<2>) => (await Promise.resolve(x * y)) ** 2;
