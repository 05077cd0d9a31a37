import { SimulationError } from "../errors.js";
import { norm } from "./matrix.js";

export interface SymmetricEigen {
  /** λ₁ ≥ … ≥ λₙ */
  readonly values: Float64Array;
  /** Q[n·n], row-major: column k is the unit eigenvector of λₖ, so A = Q diag(λ) Qᵀ. */
  readonly vectors: Float64Array;
}

const MAX_SWEEPS = 60;

/**
 * Eigenvalues, descending, and orthonormal eigenvectors of a symmetric n × n matrix (row-major, left as it is), by
 * cyclic Jacobi rotations: errors of the eigenvalues are a small multiple of 2⁻⁵³‖A‖. Meant for n up to about 64.
 *
 * Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., §8.5.
 *
 * @throws SimulationError E_NOT_CONVERGED if the matrix has an entry that is not finite
 */
export function symmetricEigen(A: Float64Array, n: number): SymmetricEigen {
  const a = A.slice();
  const Q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) Q[i * n + i] = 1;
  // An off-diagonal entry below this changes no eigenvalue by more than the rounding of the largest.
  const negligible = 2 ** -54 * norm(a);
  let rotated = Number.isFinite(negligible);
  for (let sweep = 0; rotated && sweep < MAX_SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < n - 1; p++)
      for (let q = p + 1; q < n; q++)
        if (Math.abs(a[p * n + q]!) > negligible) {
          rotate(a, Q, n, p, q);
          rotated = true;
        }
  }
  if (rotated || !Number.isFinite(negligible))
    throw new SimulationError("E_NOT_CONVERGED", `no eigenvalues found for a matrix of norm ${norm(A)}`, { order: n });
  return sorted(a, Q, n);
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

function sorted(a: Float64Array, Q: Float64Array, n: number): SymmetricEigen {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!);
  return {
    values: Float64Array.from(order, (i) => a[i * n + i]!),
    vectors: Q.map((_, index) => Q[index - (index % n) + order[index % n]!]!),
  };
}
