/**
 * The limiting drift from eigenvectors: the reference against which closed forms are checked. With H = ∇²L(x) of rank
 * M, eigenvectors v_i, W = QᵀΣQ, i and j normal (≤ M) or tangent (> M):
 *
 *     compensation = −½ H⁺ T[Σ∥]             Σ∥       = Σ_{i,j tangent}          W_ij v_i v_jᵀ
 *     mixed        = −P T[H⁺Σ⊥∥]             H⁺Σ⊥∥    = Σ_{i normal, j tangent}  W_ij / λ_i v_i v_jᵀ
 *     normal       = −½ P T[Lyap⁻¹ Σ⊥]       Lyap⁻¹Σ⊥ = Σ_{i,j normal}           W_ij / (λ_i + λ_j) v_i v_jᵀ
 *
 * Source: Z. Li, T. Wang, S. Arora, "What happens after SGD reaches zero loss?", ICLR 2022 (arXiv 2110.06914).
 */
import { type CurvatureModel, EigenFrame } from "./eigen-frame.js";

/** The three terms of ½ ∂²Φ[Σ], each [D]. */
export interface DriftTerms {
  /** −½ H⁺T[PΣP], normal to Γ: keeps Y on the curved Γ. */
  readonly compensation: Float64Array;
  /** −P T[H⁺ΣP] */
  readonly mixed: Float64Array;
  /** −½ P T[Lyap⁻¹(P⊥ΣP⊥)], Lyap X = HX + XH */
  readonly normal: Float64Array;
}

/** The limiting SDE at one point of Γ, and the geometry that it is made of. */
export interface SpectralCoefficients extends DriftTerms {
  /** P[D·D], the orthogonal projector on the tangent space ker H. */
  readonly P: Float64Array;
  /** H⁺[D·D] */
  readonly Hplus: Float64Array;
  /** ln |H|₊ = Σ_{i ≤ M} ln λ_i */
  readonly logPseudoDet: number;
  /** All D eigenvalues of H, descending. */
  readonly eigenvalues: Float64Array;
  /** compensation + mixed + normal = ½ ∂²Φ[Σ] */
  readonly total: Float64Array;
}

/**
 * The coefficients of the limiting SDE for the covariance `Sigma[D·D]`, or Σ = ∇²L, at the point `x` of Γ.
 *
 * @throws SimulationError E_RANK_CHANGE when ∇²L(x) has not, clearly, rank `rank`
 */
export function spectralCoefficients(
  model: CurvatureModel,
  x: Float64Array,
  rank: number,
  Sigma: Float64Array | "hessian",
): SpectralCoefficients {
  const frame = new EigenFrame(model, x, rank);
  const terms = driftTerms(frame, Sigma);
  return {
    P: frame.P,
    Hplus: frame.pseudoInverse(),
    logPseudoDet: logPseudoDeterminant(frame.eigenvalues, rank),
    eigenvalues: frame.eigenvalues,
    ...terms,
    total: sumOfTerms(terms),
  };
}

/** ln |H|₊ = Σ_{i ≤ M} ln λ_i */
export const logPseudoDeterminant = (eigenvalues: Float64Array, rank: number): number =>
  eigenvalues.subarray(0, rank).reduce((sum, value) => sum + Math.log(value), 0);

/**
 * The three terms for a symmetric `Sigma[D·D]`. Every entry W_ij of the mixed and normal blocks is multiplied by
 * weight(λ_i + λ_j), with λ = 0 for tangent directions: a noise that decays with a memory of its own has one other than 1.
 */
export function driftTerms(
  frame: EigenFrame,
  Sigma: Float64Array | "hessian",
  weight: (rate: number) => number = () => 1,
): DriftTerms {
  const { dimension: D, eigenvalues: lambda } = frame;
  const W = Sigma === "hessian" ? frame.curvatures() : frame.coordinates(Sigma);
  const relaxed = (i: number, j: number, rate: number): number => (W[i * D + j]! / rate) * weight(rate);
  return {
    compensation: frame.normalThird(-0.5, (i, j) => (frame.isNormal(i) || frame.isNormal(j) ? 0 : W[i * D + j]!)),
    mixed: frame.tangentThird(-1, (i, j) => (frame.isNormal(i) && !frame.isNormal(j) ? relaxed(i, j, lambda[i]!) : 0)),
    normal: frame.tangentThird(-0.5, (i, j) =>
      frame.isNormal(i) && frame.isNormal(j) ? relaxed(i, j, lambda[i]! + lambda[j]!) : 0,
    ),
  };
}

/** compensation + mixed + normal */
export const sumOfTerms = ({ compensation, mixed, normal }: DriftTerms): Float64Array =>
  compensation.map((value, a) => value + mixed[a]! + normal[a]!);
