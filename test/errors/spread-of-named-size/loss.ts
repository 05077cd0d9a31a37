import type { Vector } from "gen-sde";
export const loss = (x: Vector<"n">) => Math.max(...x) ** 2;
