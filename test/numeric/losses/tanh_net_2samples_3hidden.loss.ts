import { type Vector, sum } from "gen-sde";

const inputs = [-0.7, 1.2];
const labels = [0.3, -0.5];

export const loss = ({ a, w, b }: { a: Vector<3>; w: Vector<3>; b: Vector<3> }) =>
  sum(inputs, (x, i) => (sum(a, (aj, j) => aj * Math.tanh(w[j] * x + b[j])) - labels[i]) ** 2) / 2;
