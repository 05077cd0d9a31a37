// The overparametrized linear model of the paper: w = u∘u − v∘v, n samples in d dimensions, sizes by name.
import { type Matrix, type Vector, mean, sum } from "gen-sde";

type Network = { u: Vector<"d">; v: Vector<"d"> };
type Samples = { Z: Matrix<"n", "d">; y: Vector<"n"> };

export const loss = ({ u, v }: Network, { Z, y }: Samples) =>
  mean(y, (yi, i) => (sum(u, (uj, j) => Z[i][j] * (uj ** 2 - v[j] ** 2)) - yi) ** 2) / 2;

export const example = {
  params: { u: [0.83, 0.45, 0.54], v: [0.5, 0.5, 0.68] },
  data: {
    Z: [
      [1, 2, -1],
      [2, -1, 1],
    ],
    y: [0.5, 0.75],
  },
};
