/** What rounding does to drifts that come from eigenvectors. */
import { type Covariance, type Model, symmetricEigen } from "../runtime/index.js";
import { largest } from "./check.js";

/** λ₁/λ_M on the normal space at x. */
export function conditionNumber(model: Model, x: Float64Array): number {
  const H = new Float64Array(model.dimension ** 2);
  model.hessian(x, H);
  const { values } = symmetricEigen(H, model.dimension);
  const least = values[model.rank - 1]!;
  return least > 0 ? values[0]! / least : Infinity;
}

/**
 * Eigenvectors of ∇²L are off by 2⁻⁵³ λ₁/λ_M, and P T[S] is what is left of entries of the size of λ₁ Σ/λ_M: an estimate
 * of the error of a drift, for derivatives of the size of the Hessian.
 */
export function eigenvectorError(model: Model, x: Float64Array, Sigma: Covariance): number {
  const S = new Float64Array(model.dimension ** 2);
  Sigma(x, S);
  return 4 * Number.EPSILON * conditionNumber(model, x) * largest(S);
}
