// A motor with three phases: noise on the z_j alone turns the minimizers' circle |x| = 1 at speed 1, so the limit is
// no gradient flow of anything.
import { type Vector, dot, range, sum } from "gen-sde";

const phases = 3;

/** q_j = (cos 2πj/k, sin 2πj/k). */
const direction = (j: number) => [Math.cos((2 * Math.PI * j) / phases), Math.sin((2 * Math.PI * j) / phases)];
/** h_j = 2 + <q_j, x>, the stiffness of phase j. */
const stiffness = (x: Vector<2>, j: number) => 2 + dot(direction(j), x);
/** g_j = |x + J q_j|²/2 with J the rotation by +90°: 1 + <J q_j, x> on the circle, and nowhere negative. */
const gate = ([x1, x2]: Vector<2>, j: number) => {
  const [c, s] = direction(j);
  return ((x1 - s) ** 2 + (x2 + c) ** 2) / 2;
};

type Parameters = { x: Vector<2>; z: Vector<3> };

export const loss = ({ x, z }: Parameters) =>
  (dot(x, x) - 1) ** 2 / 8 + sum(z, (zj, j) => stiffness(x, j) * zj ** 2) / 2;

/** S_jj = (8/k) h_j g_j on the z_j, none on x. */
export const noise = ({ x }: Parameters, xi: Vector<3>) => ({
  x: [0, 0],
  z: range(phases).map((j) => Math.sqrt((8 / phases) * stiffness(x, j) * gate(x, j)) * xi[j]),
});

export const example = { params: { x: [Math.cos(0.4), Math.sin(0.4)], z: [0, 0, 0] } };
