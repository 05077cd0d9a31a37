import { type Vector, sum } from "gen-sde";
export const loss = (u: Vector<"d">, { y }: { y: Vector<"n"> }) => sum(y, (yi, i) => (u[i] - yi) ** 2);
