import type { Vector } from "gen-sde";
export const loss = (x: Vector<"hidden units">) => x[0] ** 2;
