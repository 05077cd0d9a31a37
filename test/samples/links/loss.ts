// Cross-entropy with soft labels on two products, one label symbolic.
import { type Scalar, type Vector, softplus } from "gen-sde";

const entropy = (score: number, label: number) => softplus(score) - label * score;

export const loss = ({ u, v }: { u: Vector<2>; v: Vector<2> }, { q }: { q: Scalar }) =>
  entropy(u[0] * v[0], q) + entropy(u[1] * v[1], 0.25);

export const example = { params: { u: [1, -1], v: [0.8, 1.1] }, data: { q: 0.7 } };
