import type { DriftTerms } from "../spectral/coefficients.js";
import type { Covariance, Factor } from "./covariance.js";

/** PσdW, as the covariance PΣP[D·D], as its factor ξ ↦ Pσξ, or as both; neither where nothing moves at random. */
export interface TangentNoise {
  readonly diffusion?: Float64Array;
  readonly factor?: Factor;
}

/** The normal space of Γ at one point, and T = ∇³L there: all that the coefficients of a limit are made of. */
export interface NormalSpace {
  /** λ_1 ≥ … ≥ λ_M of H = ∇²L; more may follow. */
  readonly eigenvalues: Float64Array;
  /** H⁺v */
  pseudoInverse(v: Float64Array): Float64Array;
  /** factor·P T[v₁v₁ᵀ] = factor·P∇λ₁ */
  alongTop(factor: number): Float64Array;
  /** factor·P T[I] = factor·P∇tr H */
  alongTrace(factor: number): Float64Array;
  /**
   * The terms of ½∂²Φ[Σ]. Every entry of the mixed and normal blocks of Σ in the eigenvectors is multiplied by
   * weight(λ_i + λ_j), λ = 0 for tangent directions.
   */
  terms(Sigma: Covariance, weight?: (rate: number) => number): DriftTerms;
  tangentNoise(Sigma: Covariance): TangentNoise;
}
