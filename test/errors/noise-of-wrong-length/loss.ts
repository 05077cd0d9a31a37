import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => (x * y - 1) ** 2;
export const noise = ([x]: Vector<2>, xi: Vector<1>) => [x * xi[0]];
