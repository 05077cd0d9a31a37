import { type Vector, prod } from "gen-sde";
export const loss = (x: Vector<"n">) => (prod(x) - 1) ** 2;
