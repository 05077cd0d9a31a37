/** Nodes and weights of the Gauss–Legendre rule with five points on [−1, 1]. */
const RULE = [
  [0, 128 / 225],
  [Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3, (322 + 13 * Math.sqrt(70)) / 900],
  [Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3, (322 - 13 * Math.sqrt(70)) / 900],
] as const;

const MAX_DEPTH = 20;

function gauss(f: (x: number) => number, from: number, to: number): number {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  let sum = 0;
  for (const [node, weight] of RULE)
    sum += weight * (node === 0 ? f(middle) : f(middle - half * node) + f(middle + half * node));
  return half * sum;
}

/**
 * ∫ f of a smooth function, by Gauss–Legendre on intervals halved until both halves together agree with the whole to
 * `tolerance` relative to 1 + |value|.
 */
export function integrate(f: (x: number) => number, from: number, to: number, tolerance = 1e-11): number {
  const refine = (a: number, b: number, whole: number, depth: number): number => {
    const middle = (a + b) / 2;
    const [left, right] = [gauss(f, a, middle), gauss(f, middle, b)];
    const sum = left + right;
    if (depth === MAX_DEPTH || !(Math.abs(sum - whole) > tolerance * (1 + Math.abs(sum)))) return sum;
    return refine(a, middle, left, depth + 1) + refine(middle, b, right, depth + 1);
  };
  return refine(from, to, gauss(f, from, to), 0);
}
