/** Mean and variance of a sample, each with its standard error. */
import { summarize } from "../runtime/index.js";
import type { Measured } from "./validation.js";

export interface Moments {
  readonly mean: Measured;
  readonly variance: Measured;
}

/**
 * The standard error of the unbiased variance s² of n samples is √((m₄ − s⁴ (n − 3)/(n − 1))/n) with m₄ the fourth
 * central moment: no normality is supposed.
 */
export function momentsOf(samples: ArrayLike<number>): Moments {
  const n = samples.length;
  const { mean, variance, standardError } = summarize(samples);
  let fourth = 0;
  for (let i = 0; i < n; i++) fourth += (samples[i]! - mean) ** 4 / n;
  const spread = n > 1 ? (fourth - (variance ** 2 * (n - 3)) / (n - 1)) / n : 0;
  return {
    mean: { value: mean, standardError },
    variance: { value: variance, standardError: Math.sqrt(Math.max(spread, 0)) },
  };
}

/** Σ w_i m_i of independent measurements. */
export const combine = (measured: readonly Measured[], weights: readonly number[]): Measured => ({
  value: measured.reduce((sum, { value }, i) => sum + weights[i]! * value, 0),
  standardError: Math.hypot(...measured.map(({ standardError }, i) => weights[i]! * standardError)),
});
