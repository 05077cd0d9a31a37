import { type Vector, dot } from "gen-sde";
export const loss = (x: Vector<3>) => dot(x.slice(1), x) ** 2;
