// A deep linear network of three layers, wᵀ B A x: h and p hidden units on n samples in d dimensions.
import { type Matrix, type Vector, dot, matvec, mean } from "gen-sde";

type Network = { A: Matrix<"h", "d">; B: Matrix<"p", "h">; w: Vector<"p"> };
type Samples = { X: Matrix<"n", "d">; y: Vector<"n"> };

const output = ({ A, B, w }: Network, x: Vector<"d">) => dot(w, matvec(B, matvec(A, x)));

export const loss = (network: Network, { X, y }: Samples) => mean(y, (yi, i) => (output(network, X[i]) - yi) ** 2) / 2;

export const example = {
  params: {
    A: [
      [1, -0.4],
      [0.3, 0.8],
    ],
    B: [
      [0.9, 0.2],
      [-0.5, 1.1],
    ],
    w: [0.8, -0.6],
  },
  data: { X: [[1, 2]], y: [0.5] },
};
