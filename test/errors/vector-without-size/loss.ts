import type { Vector } from "gen-sde";
export const loss = (x: Vector) => x[0] ** 2;
