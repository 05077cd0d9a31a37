import { type Vector, sum } from "gen-sde";
export const loss = (x: Vector<"n">) => sum(x, (xi, i) => (i < 3 ? xi ** 2 : xi));
