/** Diagonals of ∇²L and of Σ, without the matrices where the model allows. */
import type { CurvatureModel } from "../spectral/eigen-frame.js";
import { type Covariance, covarianceAt, eachColumn } from "./covariance.js";

const diagonal = (A: Float64Array, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => A[i * (n + 1)]!);

/** diag ∇²L(x), x on Γ; beside Γ, of a model made of residuals, diag JᵀJ. */
export function hessianDiagonal(model: CurvatureModel, x: Float64Array): Float64Array {
  const D = model.dimension;
  if (model.hessianDiagonal) {
    const out = new Float64Array(D);
    model.hessianDiagonal(x, out);
    return out;
  }
  const H = new Float64Array(D * D);
  model.hessian(x, H);
  return diagonal(H, D);
}

/** diag Σ(x), x on Γ. */
export function covarianceDiagonal(Sigma: Covariance, model: CurvatureModel, x: Float64Array): Float64Array {
  const { factorAt, hessianMultiple } = Sigma;
  if (hessianMultiple !== undefined) return hessianDiagonal(model, x).map((value) => hessianMultiple * value);
  if (!factorAt) return diagonal(covarianceAt(Sigma, model, x), model.dimension);
  const variances = new Float64Array(model.dimension);
  eachColumn(factorAt(x), model.dimension, (column) => {
    for (let a = 0; a < column.length; a++) variances[a]! += column[a]! ** 2;
  });
  return variances;
}
