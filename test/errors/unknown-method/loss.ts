import { type Vector, sum } from "gen-sde";
export const loss = (x: Vector<3>) => sum(x.filter((xi) => xi > 0));
