import { SimulationError } from "../errors.js";

/** Columns (and rows) of a tile: sixteen sums that a processor keeps in registers. */
const TILE = 4;

/**
 * A = L Lᵀ in place: the lower triangle of the symmetric n × n matrix `A` (row-major) is overwritten by L, the strict
 * upper triangle is neither read nor written. Allocates nothing. Four columns at a time: what the columns before them
 * contribute is subtracted in tiles of 4 × 4 products of rows, then they are eliminated among themselves.
 *
 * @throws SimulationError E_NOT_POSITIVE_DEFINITE when a pivot is below n·2⁻⁵² of its diagonal entry, so lost in rounding
 */
export function choleskyFactor(A: Float64Array, n: number): void {
  for (let first = 0; first < n; first += TILE) {
    const end = Math.min(first + TILE, n);
    let i = end;
    if (first > 0 && end - first === TILE) for (; i + TILE <= n; i += TILE) subtractTile(A, n, i, first);
    for (let row = i; row < n; row++) subtractRow(A, n, row, first, end);
    // Rows of the diagonal tile keep their diagonal entries until the pivots are known.
    for (let j = first; j < end; j++) {
      const root = pivotRoot(A, n, j);
      A[j * n + j] = root;
      for (let row = j + 1; row < end; row++) A[row * n + j] = entry(A, n, row, j, 0) / root;
    }
    for (let row = end; row < n; row++)
      for (let j = first; j < end; j++) A[row * n + j] = entry(A, n, row, j, first) / A[j * n + j]!;
  }
}

/** A_ij − Σ_{from ≤ k < j} L_ik L_jk */
function entry(A: Float64Array, n: number, i: number, j: number, from: number): number {
  let sum = A[i * n + j]!;
  for (let k = from; k < j; k++) sum -= A[i * n + k]! * A[j * n + k]!;
  return sum;
}

function pivotRoot(A: Float64Array, n: number, j: number): number {
  const diagonal = A[j * n + j]!;
  const pivot = entry(A, n, j, j, 0);
  if (pivot > n * Number.EPSILON * diagonal) return Math.sqrt(pivot);
  throw new SimulationError(
    "E_NOT_POSITIVE_DEFINITE",
    `matrix of order ${n} is not positive definite: pivot ${j} is ${pivot} (diagonal entry ${diagonal})`,
    { order: n, index: j, pivot, diagonal },
  );
}

/** A_ij −= Σ_{k < first} L_ik L_jk for one row i and the columns first ≤ j < end. */
function subtractRow(A: Float64Array, n: number, i: number, first: number, end: number): void {
  for (let j = first; j < end; j++) {
    let sum = 0;
    for (let k = 0; k < first; k++) sum += A[i * n + k]! * A[j * n + k]!;
    A[i * n + j]! -= sum;
  }
}

/** The same for rows i … i + 3 and columns j … j + 3, with k < j. */
function subtractTile(A: Float64Array, n: number, i: number, j: number): void {
  const i1 = i * n;
  const i2 = i1 + n;
  const i3 = i2 + n;
  const i4 = i3 + n;
  const j1 = j * n;
  const j2 = j1 + n;
  const j3 = j2 + n;
  const j4 = j3 + n;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let s14 = 0;
  let s21 = 0;
  let s22 = 0;
  let s23 = 0;
  let s24 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  let s34 = 0;
  let s41 = 0;
  let s42 = 0;
  let s43 = 0;
  let s44 = 0;
  for (let k = 0; k < j; k++) {
    const b1 = A[j1 + k]!;
    const b2 = A[j2 + k]!;
    const b3 = A[j3 + k]!;
    const b4 = A[j4 + k]!;
    const a1 = A[i1 + k]!;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    s14 += a1 * b4;
    const a2 = A[i2 + k]!;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    s24 += a2 * b4;
    const a3 = A[i3 + k]!;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
    s34 += a3 * b4;
    const a4 = A[i4 + k]!;
    s41 += a4 * b1;
    s42 += a4 * b2;
    s43 += a4 * b3;
    s44 += a4 * b4;
  }
  subtractFour(A, i1 + j, s11, s12, s13, s14);
  subtractFour(A, i2 + j, s21, s22, s23, s24);
  subtractFour(A, i3 + j, s31, s32, s33, s34);
  subtractFour(A, i4 + j, s41, s42, s43, s44);
}

function subtractFour(A: Float64Array, at: number, a: number, b: number, c: number, d: number): void {
  A[at]! -= a;
  A[at + 1]! -= b;
  A[at + 2]! -= c;
  A[at + 3]! -= d;
}

/** Solves L Lᵀ x = b in place, `b[n]` becoming x, with the L of `choleskyFactor`. Allocates nothing. */
export function choleskySolve(L: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= L[i * n + k]! * b[k]!;
    b[i] = sum / L[i * n + i]!;
  }
  // Backwards by rows of L, so that memory is read in order: once x_i is known, its part is taken from all before it.
  for (let i = n - 1; i >= 0; i--) {
    const x = b[i]! / L[i * n + i]!;
    b[i] = x;
    for (let k = 0; k < i; k++) b[k]! -= L[i * n + k]! * x;
  }
}
