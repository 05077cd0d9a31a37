/** The covariance Σ(x) of one stochastic gradient, as a function of x: out[D·D] = Σ(x). */
import type { CurvatureModel } from "../eigen-frame.js";
import type { Model, NoiseModel, Samples } from "../model.js";
import { checkCovariance } from "./assumptions.js";

export type Covariance = (x: Float64Array, out: Float64Array) => void;

export interface CovarianceOptions {
  /** Σ(x), the covariance of one stochastic gradient; it may have any rank. A batch of B divides it by B. */
  readonly Sigma: Covariance;
}

/** Σ = I. */
export const isotropicCovariance: Covariance = (x, out) => {
  out.fill(0);
  for (let a = 0; a < x.length; a++) out[a * (x.length + 1)] = 1;
};

/** Σ = c ∇²L(x), the covariance of label noise on Γ. */
export const hessianCovariance =
  (model: Pick<Model, "hessian">, c = 1): Covariance =>
  (x, out) => {
    model.hessian(x, out);
    for (let i = 0; i < out.length; i++) out[i]! *= c;
  };

/** Σ = σσᵀ of a noise σ(x)ξ, from its columns σ(x)e_c. */
export function noiseCovariance(noise: Pick<NoiseModel, "channels" | "apply">): Covariance {
  const xi = new Float64Array(noise.channels);
  return (x, out) => {
    const column = new Float64Array(x.length);
    out.fill(0);
    for (let c = 0; c < noise.channels; c++) {
      xi[c] = 1;
      noise.apply(x, xi, column);
      xi[c] = 0;
      addSquare(column, 1, out);
    }
  };
}

/** Σ = (1/n) Σ_i (∇L_i − ∇L)(∇L_i − ∇L)ᵀ: data noise, one sample drawn uniformly. A batch of B divides it by B. */
export function sampleCovariance(samples: Samples): Covariance {
  return (x, out) => {
    const { count } = samples;
    const mean = new Float64Array(x.length);
    const each = Array.from({ length: count }, (_, i) => {
      const own = new Float64Array(x.length);
      samples.gradient(i, x, own);
      own.forEach((value, a) => (mean[a]! += value / count));
      return own;
    });
    out.fill(0);
    for (const own of each) {
      for (let a = 0; a < x.length; a++) own[a]! -= mean[a]!;
      addSquare(own, 1 / count, out);
    }
  };
}

/** out += factor·v vᵀ */
function addSquare(v: Float64Array, factor: number, out: Float64Array): void {
  const D = v.length;
  for (let a = 0; a < D; a++) for (let b = 0; b < D; b++) out[a * D + b]! += factor * v[a]! * v[b]!;
}

/** Σ(x) as a new, checked matrix. */
export function covarianceAt(
  Sigma: Covariance,
  model: Pick<CurvatureModel, "dimension">,
  x: Float64Array,
): Float64Array {
  const D = model.dimension;
  const matrix = new Float64Array(D * D);
  Sigma(x, matrix);
  checkCovariance(matrix, D);
  return matrix;
}
