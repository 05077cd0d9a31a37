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
  /** How many vectors ξ a step draws, numbered one after the other: 1 where it does not say. */
  readonly draws?: number;
  /**
   * Many paths side by side, for a process and a model that can: the same as `step` for each, to the bit or, where the
   * loss calls functions like exp, to rounding. `paths` is even.
   */
  readonly batch?: (paths: number) => ProcessBatch | undefined;
  /** Why step k from a state may blow up, if the process can tell; asked about a path that left the finite numbers. */
  explain?(state: Float64Array, k: number): string | undefined;
}

/** B paths of a process, each with the same bits whatever its neighbours are and however many. */
export interface ProcessBatch {
  /** states[dimension·B], component-major: entry a of path b lies at a·B + b. */
  readonly states: Float64Array;
  /** Whether they are the bits of `Process.step`. */
  readonly exact: boolean;
  /**
   * Advances the paths first, …, first + B − 1 from step k to step k + 1. False where one of them cannot go on, which
   * `step` alone explains; the states are then of no use.
   */
  step(first: number, k: number): boolean;
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

/** More steps than anyone waits for: a clock that has not arrived by then may never arrive. */
const MOST_STEPS = 2 ** 32;

/**
 * How many steps a process takes to slow time T: the k whose time is nearest to it.
 *
 * @throws RangeError when T is negative or not finite, or is not reached within 2³² steps
 */
export function stepsTo(process: Pick<Process, "timeAt">, T: number): number {
  if (!(T >= 0 && T < Infinity)) throw new RangeError(`the slow time must be finite and not negative, not ${T}`);
  let above = 1;
  while (process.timeAt(above) < T) {
    above *= 2;
    if (above > MOST_STEPS) throw new RangeError(`slow time ${T} is not reached within 2^32 steps`);
  }
  let below = Math.floor(above / 2);
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (process.timeAt(middle) < T) below = middle;
    else above = middle;
  }
  return T - process.timeAt(below) <= process.timeAt(above) - T ? below : above;
}
