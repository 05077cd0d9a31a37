import { checkLength } from "../check.js";

/**
 * A Markov chain in discrete steps, with the clock that compares it with others. Randomness comes from (seed, path, k)
 * and everything else from the state, so every path can be run, stopped at any step and continued to the same bits.
 */
export interface Process {
  /** The length of a state: D numbers x, and behind them whatever the process remembers (momentum, second moments). */
  readonly dimension: number;
  /** Slow time t of step k: kη² for SGD, k dt for an SDE, a sum for a schedule; `timeAt(0)` is 0. */
  timeAt(k: number): number;
  /** Advances a state in place from step k to step k + 1 of a path; k = 0, 1, 2, … */
  step(state: Float64Array, path: number, k: number): void;
  /** The state of step 0 with the parameters x0[D]; absent when x is the whole state. */
  initial?(x0: ArrayLike<number>): Float64Array;
  /** Why step k from a state may blow up, if the process can tell; asked about a path that left the finite numbers. */
  explain?(state: Float64Array, k: number): string | undefined;
}

/**
 * A start as a whole state: one of length `dimension` is taken as it is, D parameters alone are completed by `initial`.
 *
 * @throws RangeError for any other length
 */
export function startingState(process: Process, start: ArrayLike<number>): Float64Array {
  if (start.length === process.dimension) return Float64Array.from(start);
  if (process.initial !== undefined) return process.initial(start);
  throw new RangeError(`start must have length ${process.dimension}, not ${start.length}`);
}

/**
 * The state (x0, 0, …, 0) with `count` D-vectors behind x.
 *
 * @throws RangeError when x0 has not length D
 */
export function withMemory(x0: ArrayLike<number>, D: number, count: number): Float64Array {
  checkLength("start", x0, D);
  const state = new Float64Array((1 + count) * D);
  state.set(x0);
  return state;
}
