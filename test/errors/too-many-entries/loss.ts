import { type Vector, sum } from "gen-sde";
export const loss = (x: Vector<100000>) => (sum(x, (xi) => xi ** 2) - 1) ** 2 / 2;
