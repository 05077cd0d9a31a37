import type { Vector } from "gen-sde";

export const loss = ([x, y]: Vector<2>) => ((1 + x ** 2) * (y - Math.sin(x)) ** 2) / 2;

export const noise = ([x, _]: Vector<2>, [xi1, xi2]: Vector<2>) => [xi1, 0.5 * x * xi1 + 0.8 * xi2];
