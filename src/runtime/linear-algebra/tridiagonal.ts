/** The symmetric eigenproblem by reduction to tridiagonal form: O(n³) operations, all of them along rows. */

export interface Tridiagonal {
  /** diagonal[n] */
  readonly diagonal: Float64Array;
  /** below[n]: below[i] couples i and i + 1; the last is 0. */
  readonly below: Float64Array;
}

/**
 * A = Q T Qᵀ with T tridiagonal, by Householder reflections. The symmetric n × n matrix `A` (row-major) is overwritten:
 * row k keeps in its places k + 1 … n − 1 the vector v of reflection k, I − τ v vᵀ, and τ in place k.
 *
 * Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., §8.3.1.
 */
export function tridiagonalize(A: Float64Array, n: number): Tridiagonal {
  const diagonal = new Float64Array(n);
  const below = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    diagonal[k] = A[k * n + k]!;
    const tau = k + 1 < n ? reflector(A, n, k, below) : 0;
    A[k * n + k] = tau;
    if (tau !== 0) reflectBothSides(A, n, k, tau, w);
  }
  return { diagonal, below };
}

/**
 * The reflection that takes row k right of the diagonal to (β, 0, …, 0): v in place of the row, β to below[k], τ
 * returned; v_1 = 1.
 */
function reflector(A: Float64Array, n: number, k: number, below: Float64Array): number {
  const at = k * n + k + 1;
  const end = (k + 1) * n;
  const alpha = A[at]!;
  // Scaled, so that no square leaves the range of doubles.
  let scale = 0;
  for (let i = at + 1; i < end; i++) scale = Math.max(scale, Math.abs(A[i]!));
  if (scale === 0) {
    below[k] = alpha;
    return 0;
  }
  scale = Math.max(scale, Math.abs(alpha));
  let squares = 0;
  for (let i = at; i < end; i++) squares += (A[i]! / scale) ** 2;
  const beta = (alpha > 0 ? -scale : scale) * Math.sqrt(squares);
  A[at] = 1;
  for (let i = at + 1; i < end; i++) A[i]! /= alpha - beta;
  below[k] = beta;
  return (beta - alpha) / beta;
}

/** B ← (I − τvvᵀ) B (I − τvvᵀ) = B − vwᵀ − wvᵀ for the block B of A behind row k, w = τBv − ½τ²(vᵀBv)v. */
function reflectBothSides(A: Float64Array, n: number, k: number, tau: number, w: Float64Array): void {
  const v = k * n;
  let product = 0;
  for (let i = k + 1; i < n; i++) {
    const sum = tau * dot(A, i * n, A, v, k + 1, n);
    w[i] = sum;
    product += sum * A[v + i]!;
  }
  for (let i = k + 1; i < n; i++) w[i]! -= 0.5 * tau * product * A[v + i]!;
  for (let i = k + 1; i < n; i++) {
    const vi = A[v + i]!;
    const wi = w[i]!;
    const row = i * n;
    for (let j = k + 1; j < n; j++) A[row + j]! -= vi * w[j]! + wi * A[v + j]!;
  }
}

/** Σ_{from ≤ j < end} A[a + j] B[b + j], in four sums that do not wait for each other. */
function dot(A: Float64Array, a: number, B: Float64Array, b: number, from: number, end: number): number {
  let [s1, s2, s3, s4] = [0, 0, 0, 0];
  let j = from;
  for (; j + 4 <= end; j += 4) {
    s1 += A[a + j]! * B[b + j]!;
    s2 += A[a + j + 1]! * B[b + j + 1]!;
    s3 += A[a + j + 2]! * B[b + j + 2]!;
    s4 += A[a + j + 3]! * B[b + j + 3]!;
  }
  for (; j < end; j++) s1 += A[a + j]! * B[b + j]!;
  return s1 + s2 + (s3 + s4);
}

/** Qᵀ[n·n] from what `tridiagonalize` left in A. */
export function transposedReflections(A: Float64Array, n: number): Float64Array {
  // Qᵀ = H_{n−2} ⋯ H_1 H_0, multiplied out from the left: the product before H_k differs from I only behind row k.
  const R = new Float64Array(n * n);
  for (let i = 0; i < n; i++) R[i * n + i] = 1;
  for (let k = n - 2; k >= 0; k--) {
    const tau = A[k * n + k]!;
    if (tau === 0) continue;
    for (let i = k + 1; i < n; i++) {
      const sum = tau * dot(R, i * n, A, k * n, k + 1, n);
      for (let j = k + 1; j < n; j++) R[i * n + j]! -= sum * A[k * n + j]!;
    }
  }
  return R;
}

const MOST_ITERATIONS = 60;

/**
 * Eigenvalues of T in place of its diagonal, by QL steps with implicit shifts; the rotations are applied to pairs of rows
 * of R[n·n], so that R = Qᵀ becomes the eigenvectors of QTQᵀ, one in each row. False if an eigenvalue does not settle.
 *
 * Source: B. N. Parlett, The Symmetric Eigenvalue Problem, §8.11; the shift is Wilkinson's.
 */
export function diagonalize({ diagonal: d, below: e }: Tridiagonal, n: number, R: Float64Array): boolean {
  const cosines = new Float64Array(n);
  const sines = new Float64Array(n);
  for (let l = 0; l < n; l++)
    for (let iteration = 0; ; iteration++) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]!) > Number.EPSILON * 0.5 * (Math.abs(d[m]!) + Math.abs(d[m + 1]!))) m++;
      if (m === l) break;
      if (iteration === MOST_ITERATIONS) return false;
      const from = qlStep(d, e, l, m, cosines, sines);
      rotateRows(R, n, from, m, cosines, sines);
    }
  return true;
}

/**
 * One implicit QL step on the block l … m. Rotation i mixes i and i + 1, for i = m − 1, m − 2, …; gives the last i,
 * which is l unless the block fell apart on the way.
 */
function qlStep(
  d: Float64Array,
  e: Float64Array,
  l: number,
  m: number,
  cosines: Float64Array,
  sines: Float64Array,
): number {
  const g0 = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  const r0 = Math.hypot(g0, 1);
  let g = d[m]! - d[l]! + e[l]! / (g0 + (g0 < 0 ? -r0 : r0));
  let [s, c, p] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i]!;
    const b = c * e[i]!;
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1]! -= p;
      e[m] = 0;
      return i + 1;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1]! - p;
    const t = (d[i]! - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    cosines[i] = c;
    sines[i] = s;
  }
  d[l]! -= p;
  e[l] = g;
  e[m] = 0;
  return l;
}

/** Rows i and i + 1 of R by rotation i, for i = to − 1, …, from. */
function rotateRows(
  R: Float64Array,
  n: number,
  from: number,
  to: number,
  cosines: Float64Array,
  sines: Float64Array,
): void {
  for (let i = to - 1; i >= from; i--) {
    const c = cosines[i]!;
    const s = sines[i]!;
    const upper = i * n;
    const lower = upper + n;
    for (let j = 0; j < n; j++) {
      const a = R[upper + j]!;
      const b = R[lower + j]!;
      R[lower + j] = s * a + c * b;
      R[upper + j] = c * a - s * b;
    }
  }
}
