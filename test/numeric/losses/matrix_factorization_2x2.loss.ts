import { type Matrix, dot, sum } from "gen-sde";

const target = [
  [2, 0.5],
  [-0.25, 1],
];

export const loss = ({ U, V }: { U: Matrix<2, 2>; V: Matrix<2, 2> }) =>
  sum(target, (row, i) => sum(row, (entry, j) => (dot(U[i], V[j]) - entry) ** 2)) / 2;
