// A chain: the products of neighbours x_i x_{i+1} are observed, n - 1 of them for n numbers, whatever n is.
import { type Vector, sum } from "gen-sde";

export const loss = ({ x }: { x: Vector<"n"> }, { y }: { y: Vector<"n"> }) =>
  sum(x.length - 1, (i) => (x[i + 1] * x[i] - y[i]) ** 2) / 2;

export const example = {
  params: { x: [0.8, 1.2, 0.7] },
  // The last entry belongs to no pair.
  data: { y: [0.9, 0.8, 0] },
};
