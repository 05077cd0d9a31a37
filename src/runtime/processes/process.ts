/**
 * A Markov chain on ℝᴰ in discrete steps, with the clock that compares it with others. Randomness comes from
 * (seed, path, k) alone, so every path can be run, stopped at any step and continued to the same bits.
 */
export interface Process {
  /** D */
  readonly dimension: number;
  /** Slow time t per step: η² for SGD, dt for an SDE. */
  readonly timePerStep: number;
  /** Advances x[D] in place from step k to step k + 1 of a path; k = 0, 1, 2, … */
  step(x: Float64Array, path: number, k: number): void;
  /** Why the next steps from x may blow up, if the process can tell; asked about a path that left the finite numbers. */
  explain?(x: Float64Array): string | undefined;
}
