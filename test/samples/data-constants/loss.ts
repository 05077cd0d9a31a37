// Constants of the data stay symbolic.
import type { Scalar, Vector } from "gen-sde";

export const loss = ([x, y]: Vector<2>, { k, r }: { k: Scalar; r: Scalar }) =>
  (k / 2) * (Math.hypot(x, y) - r) ** 2;

export const example = { params: [1.2, 0.9], data: { k: 2, r: 1.5 } };
