// diagonal_net_n2_d3 of golden.json for every n and d; the constants of its σ are data.
import { type Matrix, type Vector, mean, sum } from "gen-sde";

type Network = { u: Vector<"d">; v: Vector<"d"> };
type Samples = {
  Z: Matrix<"n", "d">;
  y: Vector<"n">;
  A: Matrix<"d", 3>;
  B: Matrix<"d", 3>;
  C: Matrix<"d", "d">;
  E: Matrix<"d", "d">;
};

export const loss = ({ u, v }: Network, { Z, y }: Samples) =>
  mean(y, (yi, i) => (sum(u, (uj, j) => Z[i][j] * (uj ** 2 - v[j] ** 2)) - yi) ** 2) / 2;

export const noise = ({ u, v }: Network, xi: Vector<3>, { A, B, C, E }: Samples) => ({
  u: u.map((_, j) => sum(xi, (x, k) => A[j][k] * x) + sum(u, (ul, l) => E[j][l] * ul) * xi[1]),
  v: v.map((_, j) => sum(xi, (x, k) => B[j][k] * x) + sum(v, (vl, l) => C[j][l] * vl) * xi[0]),
});

export const example = {
  params: { u: [0.83, 0.45, 0.54], v: [0.5, 0.5, 0.68] },
  data: {
    Z: [
      [1, 2, -1],
      [2, -1, 1],
    ],
    y: [0.5, 0.75],
    A: [
      [-0.5, 0, 0.5],
      [0.25, -0.5, 0],
      [-0.25, 0.25, -0.5],
    ],
    B: [
      [0.5, -0.25, 0.25],
      [0, 0.5, -0.25],
      [-0.5, 0, 0.5],
    ],
    C: [
      [0, 0, 0],
      [0, 0, 1 / 3],
      [0, 0, 0],
    ],
    E: [
      [0, 0, 0],
      [0.2, 0, 0],
      [0, 0, 0],
    ],
  },
};
