import type { Vector } from "gen-sde";

export const loss = ([x1, x2, x3, x4]: Vector<4>) =>
  (x1 * x2 * x3 * x4) / 4 + (x3 ** 2 * (x1 ** 2 + 2)) / 2 + (x4 ** 2 * (x2 ** 2 + 1)) / 2;

export const noise = ([x1, x2, x3, x4]: Vector<4>, [a, b]: Vector<2>) => [
  a + (x2 / 5) * b,
  0.3 * a + b / 2,
  ((2 * x1) / 5) * a + b,
  0.7 * a - b / 4,
];
