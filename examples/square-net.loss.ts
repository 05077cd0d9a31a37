// The one-parameter version of the diagonal network, w = v∘v: non-negative regression, n samples in d dimensions.
import { type Matrix, type Vector, mean, sum } from "gen-sde";

type Samples = { Z: Matrix<"n", "d">; y: Vector<"n"> };

export const loss = ({ v }: { v: Vector<"d"> }, { Z, y }: Samples) =>
  mean(y, (yi, i) => (sum(v, (vj, j) => Z[i][j] * vj ** 2) - yi) ** 2);

export const example = {
  params: { v: [0.9, 0.6, 1.1, 0.7] },
  data: {
    Z: [
      [1, 2, -1, 1],
      [2, -1, 1, 1],
    ],
    y: [0.5, 2.5],
  },
};
