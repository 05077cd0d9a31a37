import { type Vector, sum } from "gen-sde";
export const loss = (u: Vector<"n">, { y }: { y: Vector<"n"> }) => sum(y, (yi) => yi ** 2);
