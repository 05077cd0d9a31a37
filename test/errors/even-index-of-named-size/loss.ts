import { type Vector, sum } from "gen-sde";
export const loss = (x: Vector<"n">) => sum(x, (xi, i) => (xi - x[2 * i]) ** 2) + x[0] ** 2;
