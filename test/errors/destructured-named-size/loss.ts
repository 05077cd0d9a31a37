import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<"d">) => (x * y - 1) ** 2;
