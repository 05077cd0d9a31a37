/** Products of vectors and matrices. */

import { logsumexp } from "../runtime/special.js";

type Numbers = readonly number[];

/** Inner product: the sum of a[i] * b[i]. @throws RangeError for vectors of different lengths */
export function dot(a: Numbers, b: Numbers): number {
  if (a.length !== b.length) throw new RangeError(`dot: vectors of length ${a.length} and ${b.length}`);
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

/** The matrix-vector product A x. */
export const matvec = (A: readonly Numbers[], x: Numbers): number[] => A.map((row) => dot(row, x));

/**
 * The squared Euclidean norm |x|²: the sum of x[i] ** 2, without a root. It is smooth everywhere, which the root is
 * not at 0; write `Math.sqrt(norm2(x))` for the length itself.
 */
export const norm2 = (x: Numbers): number => dot(x, x);

/** The probabilities exp(x[i]) / Σ exp(x[j]), for numbers of any size. */
export function softmax(xs: Numbers): number[] {
  const total = logsumexp(xs);
  return xs.map((x) => Math.exp(x - total));
}

/** The indices 0 … count - 1. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
