import type { Vector } from "gen-sde";
export const loss = (x: Vector<"n">) => (x[0] * x[3] - 1) ** 2;
