import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => (x * y - 1) ** 2;
export const noise = (x: Vector<3>, xi: Vector<2>) => [x[0] * xi[0], x[1] * xi[1]];
