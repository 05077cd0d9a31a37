import type { Vector } from "gen-sde";

export const loss = ([x, y]: Vector<2>) => (x ** 2 / 4 + y ** 2 - 1) ** 2 / 2;

export const noise = ([x, y]: Vector<2>, [xi1, xi2]: Vector<2>) => [
  xi1 + 0.4 * y * xi2,
  0.5 * xi1 + (0.6 + 0.2 * x) * xi2,
];
