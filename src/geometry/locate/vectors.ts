/** Vectors, and matrices given by their eigenvectors. */
import { type SymmetricEigen, symmetricEigen } from "../../runtime/linear-algebra/index.js";

export const norm = (v: ArrayLike<number>): number => Math.hypot(...Array.from(v));
export const isFiniteVector = (v: ArrayLike<number>): boolean => Array.from(v).every(Number.isFinite);
export const plus = (x: Float64Array, step: ArrayLike<number>, factor = 1): Float64Array =>
  x.map((value, a) => value + factor * step[a]!);
/** The size of x against which lengths near it are measured: one unit where x is 0. */
export const extent = (x: ArrayLike<number>): number => 1 + norm(x);
/** The length of a step from x with every coordinate in units of its own size, one unit where it is 0. */
export const relativeLength = (step: ArrayLike<number>, x: ArrayLike<number>): number =>
  norm(Array.from(step, (value, a) => value / (1 + Math.abs(x[a]!))));

/** Undefined when the entries, or their squares, are not finite. */
export const eigen = (A: Float64Array, n: number): SymmetricEigen | undefined =>
  Number.isFinite(A.reduce((sum, entry) => sum + entry ** 2, 0)) ? symmetricEigen(A, n) : undefined;

/** v_i . g for every eigenvector. */
export function coordinates({ vectors }: SymmetricEigen, g: ArrayLike<number>): Float64Array {
  const D = g.length;
  const out = new Float64Array(D);
  for (let a = 0; a < D; a++) for (let i = 0; i < D; i++) out[i]! += vectors[a * D + i]! * g[a]!;
  return out;
}

/** sum_i c_i v_i. */
export function combination({ vectors }: SymmetricEigen, c: ArrayLike<number>): Float64Array {
  const D = c.length;
  const out = new Float64Array(D);
  for (let a = 0; a < D; a++) for (let i = 0; i < D; i++) out[a]! += vectors[a * D + i]! * c[i]!;
  return out;
}
