import type { Vector } from "gen-sde";
export const loss = (x: Vector<3>) => x[x.length / 2] ** 2;
