import type { Vector } from "gen-sde";
export * from "./model.js";
export const loss = ([x, y]: Vector<2>) => (x * y - 1) ** 2;
