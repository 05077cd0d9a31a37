// Full-rank matrix factorization ½|UVᵀ - A|² with 2 × 2 factors: D = 8, M = 4.
import { type Matrix, dot, sum } from "gen-sde";

const A = [
  [2, 0.5],
  [-0.25, 1],
];

export const loss = ({ U, V }: { U: Matrix<2, 2>; V: Matrix<2, 2> }) =>
  sum(A, (row, i) => sum(row, (target, j) => (dot(U[i], V[j]) - target) ** 2)) / 2;

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
};
