import type { LabelledSamples, Samples } from "../model.js";

/**
 * The stochastic gradient as a generated module gives it: the mean of n∇l_i over the samples drawn, with r_i − shifts[b]
 * for r_i. A sample has one index or several: rows[axis][b].
 */
export type BatchGradient = (
  x: Float64Array,
  rows: readonly Float64Array[],
  shifts: Float64Array,
  out: Float64Array,
) => void;

const product = (shape: readonly number[]): number => shape.reduce((count, size) => count * size, 1);

/** Numbers of samples → their index along each axis, row-major; the arrays are overwritten by the next call. */
function splitter(shape: readonly number[]): (rows: Float64Array) => readonly Float64Array[] {
  if (shape.length === 1) return (rows) => [rows];
  let parts = shape.map(() => new Float64Array(0));
  return (rows) => {
    if (parts[0]!.length !== rows.length) parts = shape.map(() => new Float64Array(rows.length));
    for (let b = 0; b < rows.length; b++) {
      let rest = rows[b]!;
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        parts[axis]![b] = rest % shape[axis]!;
        rest = Math.floor(rest / shape[axis]!);
      }
    }
    return parts;
  };
}

/** The samples of a model, numbered row-major over `shape`. */
export function samplesOf(shape: readonly number[], batchGradient: BatchGradient): Samples {
  const split = splitter(shape);
  const one = new Float64Array(1);
  let none = new Float64Array(1);
  const batch = (x: Float64Array, rows: Float64Array, out: Float64Array): void => {
    if (none.length !== rows.length) none = new Float64Array(rows.length);
    batchGradient(x, split(rows), none, out);
  };
  return {
    count: product(shape),
    batchGradient: batch,
    gradient(i, x, out) {
      one[0] = i;
      batch(x, one, out);
    },
  };
}

export interface LabelKernels {
  /** out[n] = w */
  weights(x: Float64Array, out: Float64Array): void;
  /** out[n] = ∂r_i/∂y_i */
  labelSlopes(x: Float64Array, out: Float64Array): void;
}

/** n w_i s_i² may differ by rounding where it is the same for all samples. */
const ROUNDING = 1e-12;

/**
 * Labels that enter their residuals with slopes s_i = ∂r_i/∂y_i. A label y_i + ε shifts r_i by s_i ε, and on Γ the
 * gradient of the sample by n w_i s_i ε ∇r_i, so that Σ = n Var(ε) Σ_i w_i² s_i² ∇r_i∇r_iᵀ = n w s² Var(ε) ∇²L when
 * w_i s_i² = w s² for all i.
 */
export function labelsOf(
  name: string,
  shape: readonly number[],
  kernels: LabelKernels,
  batchGradient: BatchGradient,
): LabelledSamples {
  const n = product(shape);
  const split = splitter(shape);
  const [weights, slopes, anywhere] = [new Float64Array(n), new Float64Array(n), new Float64Array(0)];
  kernels.weights(anywhere, weights);
  kernels.labelSlopes(anywhere, slopes);
  const factors = weights.map((w, i) => n * w * slopes[i]! ** 2).filter((_, i) => weights[i] !== 0);
  const [least, most] = [Math.min(...factors), Math.max(...factors)];
  let shifts = new Float64Array(1);
  return {
    name,
    count: n,
    ...(most - least <= ROUNDING * most && { covarianceFactor: factors[0]! }),
    batchGradient(x, rows, noise, out) {
      if (shifts.length !== rows.length) shifts = new Float64Array(rows.length);
      for (let b = 0; b < rows.length; b++) shifts[b] = -slopes[rows[b]!]! * noise[b]!;
      batchGradient(x, split(rows), shifts, out);
    },
  };
}
