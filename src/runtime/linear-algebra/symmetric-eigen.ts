import { SimulationError } from "../errors.js";
import { norm } from "./vectors.js";
import { diagonalize, transposedReflections, tridiagonalize } from "./tridiagonal.js";

/** Eigenvalues and eigenvectors of a symmetric matrix A[n·n]. */
export interface SymmetricEigen {
  /** λ₁ ≥ … ≥ λₙ */
  readonly values: Float64Array;
  /** Q[n·n], row-major: column k is the unit eigenvector of λₖ, so A = Q diag(λ) Qᵀ. */
  readonly vectors: Float64Array;
}

const MAX_SWEEPS = 60;
/** Up to this order Jacobi's rotations are as fast as the reduction to tridiagonal form, and more accurate. */
const JACOBI_ORDER = 16;

/**
 * Eigenvalues, descending, and orthonormal eigenvectors of a symmetric n × n matrix (row-major, left as it is). Errors
 * of the eigenvalues are a small multiple of 2⁻⁵³‖A‖. Cyclic Jacobi rotations for small n; for larger n Householder's
 * reduction to tridiagonal form and implicit QL steps, about 6n³ operations.
 *
 * Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., §8.3 and §8.5.
 *
 * @throws SimulationError E_NOT_CONVERGED if the matrix has an entry that is not finite
 */
export function symmetricEigen(A: Float64Array, n: number): SymmetricEigen {
  const found = Number.isFinite(norm(A)) ? (n <= JACOBI_ORDER ? byRotations : byReduction)(A.slice(), n) : undefined;
  if (found !== undefined) return found;
  throw new SimulationError("E_NOT_CONVERGED", `no eigenvalues found for a matrix of norm ${norm(A)}`, { order: n });
}

function byReduction(a: Float64Array, n: number): SymmetricEigen | undefined {
  const T = tridiagonalize(a, n);
  const rows = transposedReflections(a, n);
  return diagonalize(T, n, rows)
    ? sorted(
        n,
        (i) => T.diagonal[i]!,
        (k, i) => rows[i * n + k]!,
      )
    : undefined;
}

function byRotations(a: Float64Array, n: number): SymmetricEigen | undefined {
  const Q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) Q[i * n + i] = 1;
  // An off-diagonal entry below this changes no eigenvalue by more than the rounding of the largest.
  const negligible = 2 ** -54 * norm(a);
  let rotated = true;
  for (let sweep = 0; rotated && sweep < MAX_SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < n - 1; p++)
      for (let q = p + 1; q < n; q++)
        if (Math.abs(a[p * n + q]!) > negligible) {
          rotate(a, Q, n, p, q);
          rotated = true;
        }
  }
  return rotated
    ? undefined
    : sorted(
        n,
        (i) => a[i * n + i]!,
        (k, i) => Q[k * n + i]!,
      );
}

/** a ← GᵀaG, Q ← QG with the rotation G of coordinates p and q that makes a_pq zero (the smaller of the two angles). */
function rotate(a: Float64Array, Q: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  a[p * n + p]! -= t * apq;
  a[q * n + q]! += t * apq;
  a[p * n + q] = a[q * n + p] = 0;
  for (let k = 0; k < n; k++) {
    if (k !== p && k !== q) {
      const akp = a[k * n + p]!;
      const akq = a[k * n + q]!;
      a[k * n + p] = a[p * n + k] = c * akp - s * akq;
      a[k * n + q] = a[q * n + k] = s * akp + c * akq;
    }
    const qkp = Q[k * n + p]!;
    const qkq = Q[k * n + q]!;
    Q[k * n + p] = c * qkp - s * qkq;
    Q[k * n + q] = s * qkp + c * qkq;
  }
}

/** In descending order; `entry(k, i)` is number k of eigenvector i. */
function sorted(n: number, value: (i: number) => number, entry: (k: number, i: number) => number): SymmetricEigen {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => value(j) - value(i));
  const vectors = new Float64Array(n * n);
  for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) vectors[k * n + i] = entry(k, order[i]!);
  return { values: Float64Array.from(order, value), vectors };
}
