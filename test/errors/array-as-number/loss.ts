import type { Vector } from "gen-sde";
export const loss = (x: Vector<"d">) => (x - 1) ** 2;
