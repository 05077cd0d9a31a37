// Two samples, three hidden units: an overparametrized network with D = 9 and M = 2.
import { type Vector, sum } from "gen-sde";

const inputs = [-0.7, 1.2];
const labels = [0.3, -0.5];

type Network = { a: Vector<3>; w: Vector<3>; b: Vector<3> };

const network = ({ a, w, b }: Network, input: number) => sum(a, (aj, j) => aj * Math.tanh(w[j] * input + b[j]));

export const loss = (parameters: Network) =>
  sum(inputs, (input, i) => (network(parameters, input) - labels[i]) ** 2) / 2;

export const example = { params: { a: [0.6, -0.6, 0.8], w: [1, 1, -0.5], b: [-0.1, 0, 0] } };
