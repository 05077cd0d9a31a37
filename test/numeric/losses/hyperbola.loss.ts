import type { Vector } from "gen-sde";

export const loss = ([u, v]: Vector<2>) => (u * v - 1) ** 2 / 2;

export const noise = ([u, v]: Vector<2>, [xi1, xi2]: Vector<2>) => [xi1 + 0.3 * u * xi2, 0.5 * xi1 + 0.8 * v * xi2];
