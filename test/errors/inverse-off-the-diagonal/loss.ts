import { type Vector, sum } from "gen-sde";
export const loss = (x: Vector<"n">) => sum(x, (a, i) => sum(x, (b, j) => (i === j ? 0 : 1 / (a - b) ** 2)));
