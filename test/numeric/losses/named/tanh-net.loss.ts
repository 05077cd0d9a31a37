// tanh_net_2samples_3hidden of golden.json for every width and any number of samples.
import { type Vector, sum } from "gen-sde";

type Network = { a: Vector<"h">; w: Vector<"h">; b: Vector<"h"> };
type Samples = { z: Vector<"n">; y: Vector<"n"> };

export const loss = ({ a, w, b }: Network, { z, y }: Samples) =>
  sum(z, (zi, i) => (sum(a, (aj, j) => aj * Math.tanh(w[j] * zi + b[j])) - y[i]) ** 2) / 2;

export const example = {
  params: { a: [0.6, -0.6, 0.8], w: [1, 1, -0.5], b: [-0.1, 0, 0] },
  data: { z: [-0.7, 1.2], y: [0.3, -0.5] },
};
