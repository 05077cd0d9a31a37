import { type Vector, sum } from "gen-sde";
export const loss = (x: Vector<"n">) => sum(x, (xi, i) => sum(x.length - i, (j) => xi * x[i + j]) ** 2);
