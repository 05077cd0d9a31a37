import type { Vector } from "gen-sde";

export const loss = ([u, v]: Vector<2>) => Math.cosh(u * v - 1) - 1;
