import { checkLength } from "../check.js";
import { type CurvatureModel, EigenFrame } from "../spectral/eigen-frame.js";
import { driftTerms, sumOfTerms } from "../spectral/coefficients.js";

/** ∂²Φ(x)[a, b] and its parts, each [D]. */
export interface SecondDerivativeOfFlow {
  /** −H⁺ T[a∥, b∥]: Φ bends with Γ; a normal vector. */
  readonly tangent: Float64Array;
  /** −P T[a∥, H⁺b] − P T[b∥, H⁺a]: the normal space turns along Γ; a tangent vector. */
  readonly mixed: Float64Array;
  /** −P T[Lyap⁻¹(a⊥ b⊥ᵀ)], the symmetric part: the flow slides along Γ while it falls; a tangent vector. */
  readonly normal: Float64Array;
  /** tangent + mixed + normal = ∂²Φ(x)[a, b] */
  readonly total: Float64Array;
}

/**
 * The second derivative of Φ, the limit of gradient flow, at a point x of Γ in the directions a[D] and b[D] (any
 * vectors; ∥ and ⊥ are their tangent and normal parts, H = ∇²L(x), T = ∇³L(x), P the projector on ker H).
 * Bilinear and symmetric in a, b. Its first derivative at x is P. Errors: those of the eigenvectors, about
 * 2⁻⁵³ λ₁/λ_M relative to |T| |a| |b| / λ_M.
 *
 * With Σ = abᵀ made symmetric, ∂²Φ[Σ] is twice the drift that Σ would cause: one computation serves both.
 *
 * @throws SimulationError E_RANK_CHANGE when ∇²L(x) has not, clearly, rank `rank`
 */
export function secondDerivativeOfFlow(
  model: CurvatureModel,
  x: Float64Array,
  rank: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): SecondDerivativeOfFlow {
  const D = model.dimension;
  checkLength("a", a, D);
  checkLength("b", b, D);
  const product = new Float64Array(D * D);
  for (let i = 0; i < D; i++) for (let j = 0; j < D; j++) product[i * D + j] = (a[i]! * b[j]! + a[j]! * b[i]!) / 2;
  const terms = driftTerms(new EigenFrame(model, x, rank), product);
  const twice = (term: Float64Array): Float64Array => term.map((value) => 2 * value);
  return {
    tangent: twice(terms.compensation),
    mixed: twice(terms.mixed),
    normal: twice(terms.normal),
    total: twice(sumOfTerms(terms)),
  };
}
