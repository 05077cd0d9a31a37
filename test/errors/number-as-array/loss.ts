import { type Vector, sum } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => sum(x * y) ** 2;
