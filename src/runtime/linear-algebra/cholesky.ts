import { SimulationError } from "../errors.js";

/**
 * A = L Lᵀ in place: the lower triangle of the symmetric n × n matrix `A` (row-major) is overwritten by L, the strict
 * upper triangle is neither read nor written. Allocates nothing.
 *
 * @throws SimulationError E_NOT_POSITIVE_DEFINITE when a pivot is below n·2⁻⁵² of its diagonal entry, so lost in rounding
 */
export function choleskyFactor(A: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    const diagonal = A[j * n + j]!;
    let pivot = diagonal;
    for (let k = 0; k < j; k++) pivot -= A[j * n + k]! ** 2;
    if (!(pivot > n * Number.EPSILON * diagonal))
      throw new SimulationError(
        "E_NOT_POSITIVE_DEFINITE",
        `matrix of order ${n} is not positive definite: pivot ${j} is ${pivot} (diagonal entry ${diagonal})`,
        { order: n, index: j, pivot, diagonal },
      );
    const root = Math.sqrt(pivot);
    A[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = A[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= A[i * n + k]! * A[j * n + k]!;
      A[i * n + j] = sum / root;
    }
  }
}

/** Solves L Lᵀ x = b in place, `b[n]` becoming x, with the L of `choleskyFactor`. Allocates nothing. */
export function choleskySolve(L: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= L[i * n + k]! * b[k]!;
    b[i] = sum / L[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k++) sum -= L[k * n + i]! * b[k]!;
    b[i] = sum / L[i * n + i]!;
  }
}
