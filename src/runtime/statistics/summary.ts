import { erfc } from "../erf.js";

/** Mean and variance of n numbers. */
export interface Summary {
  readonly mean: number;
  /** Unbiased sample variance, divisor n − 1; 0 for one sample. */
  readonly variance: number;
  /** Standard error of the mean, √(variance / n). */
  readonly standardError: number;
}

/** Mean, variance and standard error of samples[n], in two passes, so that a large mean costs no accuracy. */
export function summarize(samples: ArrayLike<number>): Summary {
  const n = samples.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += samples[i]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (samples[i]! - mean) ** 2;
  const variance = n > 1 ? squares / (n - 1) : 0;
  return { mean, variance, standardError: Math.sqrt(variance / n) };
}

/** The standard normal distribution function ½ erfc(−x/√2), with small relative error in the lower tail too. */
export const normalCdf = (x: number): number => 0.5 * erfc(-x / Math.SQRT2);
