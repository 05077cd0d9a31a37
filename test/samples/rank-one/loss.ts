// The same loss without the equation: rank one, found numerically.
import type { Vector } from "gen-sde";

export const loss = ([x, y]: Vector<2>) =>
  x ** 4 / 4 + (x ** 2 * y ** 2) / 2 + y ** 4 / 4 - x ** 2 / 2 - y ** 2 / 2;

export const example = { params: [0.6, 0.8] };
