import { SimulationError } from "../errors.js";
import { symmetricEigen } from "./symmetric-eigen.js";

/**
 * The Moore–Penrose inverse A⁺ = Σ_{k ≤ rank} v_k v_kᵀ / λ_k of a positive semi-definite n × n matrix (row-major) of
 * known rank. The rank is an argument because no threshold on eigenvalues can tell a small one from a rounded zero.
 *
 * @throws SimulationError E_RANK_CHANGE when λ_rank is not positive
 */
export function symmetricPseudoInverse(A: Float64Array, n: number, rank: number): Float64Array {
  const { values, vectors } = symmetricEigen(A, n);
  if (rank > 0 && !(values[rank - 1]! > 0))
    throw new SimulationError(
      "E_RANK_CHANGE",
      `rank ${rank} expected, but eigenvalue ${rank} is ${values[rank - 1]!}`,
      {
        rank,
        eigenvalue: values[rank - 1]!,
      },
    );
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < rank; k++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) inverse[i * n + j]! += (vectors[i * n + k]! * vectors[j * n + k]!) / values[k]!;
  return inverse;
}
