import { type Vector, sum } from "gen-sde";
export const loss = (x: Vector<"n">) => sum(x, (xi, i) => sum(x, (xj, j) => (i < j ? xi * xj : 0)) ** 2);
