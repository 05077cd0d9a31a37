/** Mean and variance of samples and of differences, each with its standard error. */
import { summarize } from "../runtime/index.js";
import type { Measured } from "./validation.js";

export interface Moments {
  readonly mean: Measured;
  readonly variance: Measured;
}

/** (x − mean)² of each x. */
function squares(samples: Float64Array): Float64Array {
  const { mean } = summarize(samples);
  return samples.map((x) => (x - mean) ** 2);
}

const measure = (samples: Float64Array): Measured => {
  const { mean, standardError } = summarize(samples);
  return { value: mean, standardError };
};

/** Bessel's correction of an average of squares. */
const unbiased = ({ value, standardError }: Measured, n: number): Measured => {
  const factor = n > 1 ? n / (n - 1) : 1;
  return { value: value * factor, standardError: standardError * factor };
};

/** The standard error of the variance is that of the mean of (x − mean)², so no normality is supposed. */
export const momentsOf = (samples: Float64Array): Moments => ({
  mean: measure(samples),
  variance: unbiased(measure(squares(samples)), samples.length),
});

/** E a − E b and Var a − Var b of pairs (a_i, b_i): what they have in common has no part in the standard errors. */
export function pairedMoments(a: Float64Array, b: Float64Array): Moments {
  const [squaresOfA, squaresOfB] = [squares(a), squares(b)];
  return {
    mean: measure(a.map((value, i) => value - b[i]!)),
    variance: unbiased(measure(squaresOfA.map((value, i) => value - squaresOfB[i]!)), a.length),
  };
}

/** Σ w_i m_i of independent measurements. */
export const combine = (measured: readonly Measured[], weights: readonly number[]): Measured => ({
  value: measured.reduce((sum, { value }, i) => sum + weights[i]! * value, 0),
  standardError: Math.hypot(...measured.map(({ standardError }, i) => weights[i]! * standardError)),
});
