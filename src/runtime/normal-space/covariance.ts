/** The covariance Σ(x) of one stochastic gradient, as a function of x: out[D·D] = Σ(x). */
import type { CurvatureModel } from "../spectral/eigen-frame.js";
import type { Model, NoiseModel, Samples } from "../model.js";
import { checkCovariance } from "./check-covariance.js";

/** σ of Σ = σσᵀ at a point: out[D] = σξ, ξ[channels]. */
export interface Factor {
  /** How many numbers ξ has. */
  readonly channels: number;
  readonly apply: (xi: Float64Array, out: Float64Array) => void;
}

/** out[D·D] = Σ(x); what is known of its form saves D × D arrays. */
export interface Covariance {
  (x: Float64Array, out: Float64Array): void;
  /** c where Σ = c∇²L on Γ. */
  readonly hessianMultiple?: number;
  /** σ at x, where it is known: with it no D × D array is needed. */
  readonly factorAt?: (x: Float64Array) => Factor;
}

/** The noise of a limit that is given by its covariance. */
export interface CovarianceOptions {
  /** Σ(x), the covariance of one stochastic gradient; it may have any rank. A batch of B divides it by B. */
  readonly Sigma: Covariance;
}

/** Σ = I. */
export const isotropicCovariance: Covariance = Object.assign(
  (x: Float64Array, out: Float64Array): void => {
    out.fill(0);
    for (let a = 0; a < x.length; a++) out[a * (x.length + 1)] = 1;
  },
  {
    factorAt: (x: Float64Array): Factor => ({
      channels: x.length,
      apply: (xi, out) => {
        out.set(xi);
      },
    }),
  },
);

/** Σ = c ∇²L(x), the covariance of label noise on Γ. */
export const hessianCovariance = (model: Pick<Model, "hessian">, c = 1): Covariance =>
  Object.assign(
    (x: Float64Array, out: Float64Array): void => {
      model.hessian(x, out);
      for (let i = 0; i < out.length; i++) out[i]! *= c;
    },
    { hessianMultiple: c },
  );

/** Σ = σσᵀ of a noise σ(x)ξ. */
export const noiseCovariance = (noise: Pick<NoiseModel, "channels" | "apply">): Covariance =>
  ofFactor((x) => ({
    channels: noise.channels,
    apply: (xi, out) => {
      noise.apply(x, xi, out);
    },
  }));

/** Σ = (1/n) Σ_i (∇L_i − ∇L)(∇L_i − ∇L)ᵀ: data noise, one sample drawn uniformly. A batch of B divides it by B. */
export const sampleCovariance = (samples: Samples): Covariance =>
  ofFactor((x) => {
    const { count } = samples;
    const mean = new Float64Array(x.length);
    const each = Array.from({ length: count }, (_, i) => {
      const own = new Float64Array(x.length);
      samples.gradient(i, x, own);
      own.forEach((value, a) => (mean[a]! += value / count));
      return own;
    });
    for (const own of each) for (let a = 0; a < x.length; a++) own[a] = (own[a]! - mean[a]!) / Math.sqrt(count);
    return {
      channels: count,
      apply(xi, out) {
        out.fill(0);
        each.forEach((own, i) => {
          if (xi[i] !== 0) for (let a = 0; a < out.length; a++) out[a]! += xi[i]! * own[a]!;
        });
      },
    };
  });

/** factor·Σ */
export function multiplied(Sigma: Covariance, factor: number): Covariance {
  const { factorAt, hessianMultiple } = Sigma;
  const root = Math.sqrt(factor);
  const matrix = (x: Float64Array, out: Float64Array): void => {
    Sigma(x, out);
    for (let i = 0; i < out.length; i++) out[i]! *= factor;
  };
  return Object.assign(matrix, {
    ...(hessianMultiple !== undefined && { hessianMultiple: factor * hessianMultiple }),
    ...(factorAt && {
      factorAt(x: Float64Array): Factor {
        const { channels, apply } = factorAt(x);
        return {
          channels,
          apply(xi, out) {
            apply(xi, out);
            for (let a = 0; a < out.length; a++) out[a]! *= root;
          },
        };
      },
    }),
  });
}

function ofFactor(factorAt: (x: Float64Array) => Factor): Covariance {
  const matrix = (x: Float64Array, out: Float64Array): void => {
    const D = x.length;
    out.fill(0);
    eachColumn(factorAt(x), D, (column) => {
      for (let a = 0; a < D; a++) for (let b = 0; b < D; b++) out[a * D + b]! += column[a]! * column[b]!;
    });
  };
  return Object.assign(matrix, { factorAt });
}

/** Calls back with each column σe_c [D], which the next one overwrites. */
export function eachColumn({ channels, apply }: Factor, D: number, use: (column: Float64Array) => void): void {
  const xi = new Float64Array(channels);
  const column = new Float64Array(D);
  for (let c = 0; c < channels; c++) {
    xi[c] = 1;
    apply(xi, column);
    xi[c] = 0;
    use(column);
  }
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
