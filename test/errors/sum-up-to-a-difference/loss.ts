import { type Vector, sum } from "gen-sde";
export const loss = (x: Vector<"n">) => sum(x.length - 1, (i) => x[i] ** 2);
