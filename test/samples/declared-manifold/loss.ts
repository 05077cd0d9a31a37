// The equation of Γ is given: the loss is expanded, so that no square shows.
import type { Vector } from "gen-sde";

export const loss = ([x, y]: Vector<2>) =>
  x ** 4 / 4 + (x ** 2 * y ** 2) / 2 + y ** 4 / 4 - x ** 2 / 2 - y ** 2 / 2;

export const manifold = ([x, y]: Vector<2>) => x ** 2 + y ** 2 - 1;

export const example = { params: [0.6, 0.8] };
