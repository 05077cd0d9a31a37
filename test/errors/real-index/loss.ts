import type { Vector } from "gen-sde";
export const loss = (x: Vector<3>) => x[x[0]] ** 2;
