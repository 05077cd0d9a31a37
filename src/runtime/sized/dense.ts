/** D × D arrays and contractions with them, from directional derivatives: for moderate D, and only when asked for. */
import { symmetricEigen } from "../linear-algebra/index.js";
import type { Model } from "../model.js";
import type { LossKernels } from "./kernels.js";

/**
 * hessian: D Hessian–vector products. thirdContraction: T[S] = Σ_k s_k T[q_k, q_k] for S = Σ_k s_k q_k q_kᵀ (its
 * symmetric part); for a diagonal S the q_k are the axes and nothing is decomposed.
 */
export function denseDerivatives(
  { hessianVector, thirdAlong }: Pick<LossKernels, "hessianVector" | "thirdAlong">,
  D: number,
): Pick<Model, "hessian" | "thirdContraction"> {
  const direction = new Float64Array(D);
  const column = new Float64Array(D);
  return {
    hessian(x, out) {
      direction.fill(0);
      for (let a = 0; a < D; a++) {
        direction[a] = 1;
        hessianVector(x, direction, column);
        direction[a] = 0;
        out.set(column, a * D);
      }
    },
    thirdContraction(x, S, out) {
      const { values, vectors } = spectrum(S, D);
      out.fill(0);
      const negligible = Number.EPSILON * values.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
      values.forEach((value, k) => {
        if (Math.abs(value) <= negligible) return;
        for (let a = 0; a < D; a++) direction[a] = vectors === undefined ? Number(a === k) : vectors[a * D + k]!;
        thirdAlong(x, direction, column);
        for (let a = 0; a < D; a++) out[a]! += value * column[a]!;
      });
    },
  };
}

/** The symmetric part of S; no vectors when they are the axes. */
function spectrum(S: Float64Array, D: number): { values: Float64Array; vectors?: Float64Array } {
  const symmetric = S.map((value, index) => (value + S[(index % D) * D + Math.floor(index / D)]!) / 2);
  const isDiagonal = symmetric.every((value, index) => value === 0 || index % (D + 1) === 0);
  if (isDiagonal) return { values: Float64Array.from({ length: D }, (_, a) => symmetric[a * (D + 1)]!) };
  return symmetricEigen(symmetric, D);
}
