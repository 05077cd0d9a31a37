/** The diagonal of A[n·n]. */
export const diagonal = (A: Float64Array, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => A[i * (n + 1)]!);

export const trace = (A: Float64Array, n: number): number => diagonal(A, n).reduce((sum, value) => sum + value, 0);

export const scaled = (A: Float64Array, factor: number): Float64Array => A.map((value) => factor * value);
