// matrix_factorization_2x2 of golden.json for every m, k and n.
import { type Matrix, dot, sum } from "gen-sde";

export const loss = ({ U, V }: { U: Matrix<"m", "k">; V: Matrix<"n", "k"> }, { Y }: { Y: Matrix<"m", "n"> }) =>
  sum(U, (row, i) => sum(V, (column, j) => (dot(row, column) - Y[i][j]) ** 2)) / 2;

export const example = {
  params: {
    U: [
      [1.2, 0.3],
      [-0.4, 0.9],
    ],
    V: [
      [1.5, 0.4],
      [0.1, 1.2],
    ],
  },
  data: {
    Y: [
      [2, 0.5],
      [-0.25, 1],
    ],
  },
};
