import { type Vector, dot } from "gen-sde";

const Z = [
  [1, 2, -1],
  [2, -1, 1],
];
const y = [0.5, 0.75];

export function loss([u1, u2, u3, v1, v2, v3]: Vector<6>) {
  const w = [u1 ** 2 - v1 ** 2, u2 ** 2 - v2 ** 2, u3 ** 2 - v3 ** 2];
  let total = 0;
  for (let i = 0; i < y.length; i++) total += (dot(Z[i], w) - y[i]) ** 2;
  return total / (2 * y.length);
}

export const noise = ([u1, u2, u3, v1, v2, v3]: Vector<6>, [a, b, c]: Vector<3>) => [
  -a / 2 + c / 2,
  a / 4 + (u1 / 5 - 1 / 2) * b,
  -a / 4 + b / 4 - c / 2,
  a / 2 - b / 4 + c / 4,
  (v3 / 3) * a + b / 2 - c / 4,
  -a / 2 + c / 2,
];
