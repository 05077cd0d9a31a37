// A two-layer tanh network with m hidden units on n samples in d dimensions, sizes by name.
import { type Matrix, type Vector, dot, mean, sum } from "gen-sde";

type Network = { W: Matrix<"m", "d">; b: Vector<"m">; a: Vector<"m"> };
type Samples = { X: Matrix<"n", "d">; y: Vector<"n"> };

const output = ({ W, b, a }: Network, x: Vector<"d">) => sum(a, (ak, k) => ak * Math.tanh(dot(W[k], x) + b[k]));

export const loss = (network: Network, { X, y }: Samples) => mean(y, (yi, i) => (output(network, X[i]) - yi) ** 2) / 2;

export const example = {
  params: {
    W: [
      [1, -0.5],
      [-0.4, 0.8],
    ],
    b: [-0.1, 0.2],
    a: [0.7, -0.6],
  },
  data: {
    X: [
      [-0.7, 0.3],
      [1.2, 0.5],
    ],
    y: [0.3, -0.5],
  },
};
