/**
 * The eigenvectors of ∇²L = FᵀF on Γ, and P T[S], from the first and second derivatives of M residuals, L = const +
 * ½ Σ_i f_i² (weights within): F_i = ∇f_i, R_i = ∇²f_i, u_i the columns of F⁺. With T = Σ_i F_i ⊗ R_i + permutations
 *
 *     P T[S] = 2P Σ_i R_i S F_i        S F_i = S H u_i        H⁺T[S] = Σ_i tr(R_i S) u_i for tangent S
 *
 * R_i and u_i come together, so the length of F_i cancels. From ∇²L and ∇³L themselves the flat directions would lose
 * log₁₀(λ₁/λ_M) digits to the steep ones.
 */
import { choleskyFactor, choleskySolve, dot, orthogonalRows, symmetricEigen } from "../linear-algebra/index.js";

/** f_1 … f_M at a point where all are 0, with independent gradients. */
export interface ResidualDerivatives {
  /** F_1[D] … F_M[D] */
  readonly gradients: readonly Float64Array[];
  /** R_i v */
  hessianTimes(i: number, v: Float64Array): Float64Array;
}

/** Σ_k λ_k v_k v_kᵀ = FᵀF: λ[D] descending, 0 from the M-th on; v_k are the columns of vectors[D·D]. */
export function eigenvectorsOfRows(
  F: readonly Float64Array[],
  D: number,
): { values: Float64Array; vectors: Float64Array } {
  const normal = orthogonalRows(F);
  const M = F.length;
  const P = new Float64Array(D * D);
  for (let a = 0; a < D; a++)
    for (let b = 0; b < D; b++)
      P[a * D + b] = normal.vectors.reduce((rest, v) => rest - v[a]! * v[b]!, a === b ? 1 : 0);
  const tangent = symmetricEigen(P, D).vectors;
  const values = new Float64Array(D);
  const vectors = new Float64Array(D * D);
  for (let k = 0; k < D; k++) {
    if (k < M) values[k] = normal.values[k]! ** 2;
    for (let a = 0; a < D; a++) vectors[a * D + k] = k < M ? normal.vectors[k]![a]! : tangent[a * D + k - M]!;
  }
  return { values, vectors };
}

/** u_1 … u_M, in the span of the F_i, with ⟨u_i, F_j⟩ = δ_ij: by the Gram matrix of the F_i brought to length 1. */
export function dualRows(F: readonly Float64Array[]): Float64Array[] {
  const M = F.length;
  const lengths = F.map((row) => Math.sqrt(dot(row, row)));
  const units = F.map((row, i) => row.map((entry) => entry / lengths[i]!));
  const gram = Float64Array.from({ length: M * M }, (_, k) => dot(units[Math.floor(k / M)]!, units[k % M]!));
  choleskyFactor(gram, M);
  return lengths.map((length, i) => {
    const weights = new Float64Array(M);
    weights[i] = 1 / length;
    choleskySolve(gram, M, weights);
    return units[0]!.map((_, a) => units.reduce((sum, unit, j) => sum + weights[j]! * unit[a]!, 0));
  });
}
