/**
 * Distances between combinations of empirical distribution functions: what Kolmogorov and Smirnov do for two samples,
 * for a law that is extrapolated to η = 0 as well.
 *
 * If all samples have nearly the law F, then Σ w_i F_i with Σ w_i = 0 is √(Σ w_i²/n_i) times a Brownian bridge at F, so
 * its largest absolute value has Kolmogorov's law.
 */
import { kolmogorovTail } from "../runtime/kolmogorov-smirnov.js";

export interface Weighted {
  readonly weight: number;
  /** Ascending. */
  readonly sorted: Float64Array;
}

/** sup over y of |Σ w_i F_i(y)|. */
export function largestDistance(samples: readonly Weighted[]): number {
  const next = samples.map(() => 0);
  let sum = 0;
  let largest = 0;
  for (;;) {
    const value = samples.reduce((least, { sorted }, s) => Math.min(least, sorted[next[s]!] ?? Infinity), Infinity);
    if (value === Infinity) return largest;
    // Equal values enter all distribution functions before these are compared.
    samples.forEach(({ weight, sorted }, s) => {
      let i = next[s]!;
      while (sorted[i] === value) i++;
      sum += (weight * (i - next[s]!)) / sorted.length;
      next[s] = i;
    });
    largest = Math.max(largest, Math.abs(sum));
  }
}

/** √(Σ w_i²/n_i) */
export const bridgeScale = (samples: readonly Weighted[]): number =>
  Math.hypot(...samples.map(({ weight, sorted }) => weight / Math.sqrt(sorted.length)));

/** The d with P(K > d) = p for Kolmogorov's law K, by bisection. */
export function kolmogorovQuantile(p: number): number {
  let [low, high] = [0, 10];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (kolmogorovTail(middle) > p) low = middle;
    else high = middle;
  }
  return high;
}

export { kolmogorovTail };
