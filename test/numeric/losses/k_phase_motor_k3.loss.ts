import { type Vector, sum } from "gen-sde";

const k = 3;
const angles = [0, 1, 2].map((j) => (2 * Math.PI * j) / k);

const stiffness = (x1: number, x2: number, angle: number) => 2 + Math.cos(angle) * x1 + Math.sin(angle) * x2;
const gate = (x1: number, x2: number, angle: number) => 1 - Math.sin(angle) * x1 + Math.cos(angle) * x2;

export function loss([x1, x2, z1, z2, z3]: Vector<5>) {
  const z = [z1, z2, z3];
  return (x1 ** 2 + x2 ** 2 - 1) ** 2 / 8 + sum(z, (zj, j) => stiffness(x1, x2, angles[j]) * zj ** 2) / 2;
}

export const noise = ([x1, x2, z1, z2, z3]: Vector<5>, xi: Vector<3>) => [
  0,
  0,
  ...angles.map((angle, j) => Math.sqrt((8 / k) * stiffness(x1, x2, angle) * gate(x1, x2, angle)) * xi[j]),
];
