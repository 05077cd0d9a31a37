import type { LabelledSamples, Samples } from "../model.js";
import { covarianceFactor } from "./covariance-factor.js";
import type { SampledLoss } from "./sampled-loss.js";

/** The samples of a model. */
export function samplesOf(sampled: SampledLoss): Samples {
  const one = new Float64Array(1);
  let none = new Float64Array(1);
  const noShifts = (rows: Float64Array): Float64Array =>
    none.length === rows.length ? none : (none = new Float64Array(rows.length));
  const batchGradient = (x: Float64Array, rows: Float64Array, out: Float64Array): void => {
    sampled.gradient(x, rows, noShifts(rows), out);
  };
  return {
    count: sampled.count,
    batchGradient,
    gradient(i, x, out) {
      one[0] = i;
      batchGradient(x, one, out);
    },
    descend(x, rows, rate) {
      sampled.descend(x, rows, noShifts(rows), rate);
    },
  };
}

export interface LabelKernels {
  /** out[n] = w */
  weights(x: Float64Array, out: Float64Array): void;
  /** out[n] = ∂r_i/∂y_i */
  labelSlopes(x: Float64Array, out: Float64Array): void;
}

/**
 * Labels that enter their residuals with slopes s_i = ∂r_i/∂y_i. A label y_i + ε shifts r_i by s_i ε, and on Γ the
 * gradient of the sample by n w_i s_i ε ∇r_i, so that Σ = n Var(ε) Σ_i w_i² s_i² ∇r_i∇r_iᵀ = n w s² Var(ε) ∇²L when
 * w_i s_i² = w s² for all i.
 */
export function labelsOf(name: string, sampled: SampledLoss, kernels: LabelKernels): LabelledSamples {
  const n = sampled.count;
  const [weights, slopes, anywhere] = [new Float64Array(n), new Float64Array(n), new Float64Array(0)];
  kernels.weights(anywhere, weights);
  kernels.labelSlopes(anywhere, slopes);
  const factors = weights.map((w, i) => n * w * slopes[i]! ** 2).filter((_, i) => weights[i] !== 0);
  let shifts = new Float64Array(1);
  const shiftsFor = (rows: Float64Array, noise: Float64Array): Float64Array => {
    if (shifts.length !== rows.length) shifts = new Float64Array(rows.length);
    for (let b = 0; b < rows.length; b++) shifts[b] = -slopes[rows[b]!]! * noise[b]!;
    return shifts;
  };
  return {
    name,
    count: n,
    ...covarianceFactor(factors),
    batchGradient(x, rows, noise, out) {
      sampled.gradient(x, rows, shiftsFor(rows, noise), out);
    },
    descend(x, rows, noise, rate) {
      sampled.descend(x, rows, shiftsFor(rows, noise), rate);
    },
  };
}
