import { type Vector, sum } from "gen-sde";
export const loss = (x: Vector<"n">) => sum(x, (xi, i) => (xi - x[i + 1]) ** 2);
