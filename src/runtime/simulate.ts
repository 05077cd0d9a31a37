import { checkInteger } from "./check.js";
import { Path } from "./path.js";
import type { Process } from "./processes/process.js";

export interface SimulateOptions {
  /** The state at step `firstStep`; x alone, of length D, where a process remembers more, for a start at step 0. */
  readonly start: ArrayLike<number>;
  /** How many steps to take. */
  readonly steps: number;
  /** Which path, an integer in [0, 2³²), default 0. */
  readonly path?: number;
  /** Yield every so many steps, default 1; the first and the last state are always yielded. */
  readonly every?: number;
  /** Number of the step to begin with, default 0. A path continued from a kept state gives the same bits. */
  readonly firstStep?: number;
}

/** One state of a path. */
export interface State {
  readonly step: number;
  /** Slow time t of that step. */
  readonly time: number;
  /** The state, x[D] first: a view that the next step overwrites; copy it to keep it. */
  readonly x: Float64Array;
}

/**
 * One path of a process, state by state.
 *
 * @throws SimulationError, naming path and step, as soon as a state is not finite or a step fails; RangeError for
 *   options out of range
 */
export function* simulate(
  process: Process,
  { start, steps, path: index = 0, every = 1, firstStep = 0 }: SimulateOptions,
): Generator<State, void, undefined> {
  checkInteger("steps", steps);
  checkInteger("every", every, 1);
  const path = new Path(process, start, index, firstStep);
  const last = firstStep + steps;
  yield { step: path.step, time: path.time, x: path.x };
  while (path.step < last) {
    path.advance(Math.min(path.step + every, last));
    yield { step: path.step, time: path.time, x: path.x };
  }
}
