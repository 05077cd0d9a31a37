import type { Vector } from "gen-sde";
export const loss = (x: Vector<2.5>) => x[0] ** 2;
