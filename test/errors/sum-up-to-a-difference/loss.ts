import { type Vector, sum } from "gen-sde";
export const loss = (x: Vector<"n">) => sum(x.length - 2, (i) => x[i] ** 2);
