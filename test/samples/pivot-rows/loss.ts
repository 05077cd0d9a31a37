// Coupled walls of two directions: no sum of squares, M = 2.
import type { Vector } from "gen-sde";

export const loss = ([x1, x2, x3, x4]: Vector<4>) =>
  (x1 * x2 * x3 * x4) / 4 + (x3 ** 2 * (x1 ** 2 + 2)) / 2 + (x4 ** 2 * (x2 ** 2 + 1)) / 2;

export const example = { params: [0.6, -0.9, 0, 0] };
