import { checkInteger } from "./check.js";
import { SimulationError } from "./errors.js";
import { type Process, startingState } from "./processes/process.js";

/** How many of the last finite states of a lost path are asked for a reason. */
const SUSPECTS = 64;
/** Steps of a path between two looks at the clock, for whoever has other things to do. */
export const STRETCH = 1024;
/** Steps between two looks at the state. */
const STRIDE = 16;

/** One path of a process on its way: the state and the number of steps behind it. */
export class Path {
  /** The state: x, and behind it what the process remembers. */
  readonly x: Float64Array;
  step: number;
  readonly #process: Process;
  readonly #index: number;
  readonly #start: Float64Array;
  readonly #firstStep: number;
  /** The state at the last look. */
  readonly #seen: Float64Array;

  constructor(process: Process, start: ArrayLike<number>, index: number, firstStep = 0) {
    checkInteger("path", index, 0, 2 ** 32);
    checkInteger("firstStep", firstStep);
    this.#process = process;
    this.#index = index;
    this.#start = startingState(process, start);
    this.#firstStep = firstStep;
    this.x = this.#start.slice();
    this.#seen = this.#start.slice();
    this.step = firstStep;
  }

  /** Slow time t. */
  get time(): number {
    return this.#process.timeAt(this.step);
  }

  /**
   * Runs up to step number `to`.
   *
   * @throws SimulationError naming path and step: E_DIVERGED at the first state that is not finite, or what a step threw
   */
  advance(to: number): void {
    while (this.step < to) {
      const end = Math.min(this.step + STRIDE, to);
      if (end - this.step === 1 || !this.#stride(end)) this.#walk(end);
    }
  }

  /** Steps without a look at the state between them. False where one of them fails: then nothing has happened. */
  #stride(to: number): boolean {
    const { x } = this;
    this.#seen.set(x);
    try {
      for (let k = this.step; k < to; k++) this.#process.step(x, this.#index, k);
      if (isFiniteVector(x)) {
        this.step = to;
        return true;
      }
    } catch {
      // The walk that follows meets the same error, or before it the step from which the state is not finite.
    }
    x.set(this.#seen);
    return false;
  }

  #walk(to: number): void {
    const { x } = this;
    try {
      for (; this.step < to; this.step++) {
        this.#process.step(x, this.#index, this.step);
        if (!isFiniteVector(x)) throw this.#diverged();
      }
    } catch (error) {
      throw error instanceof SimulationError ? error.at(this.#index, this.step, this.time) : error;
    }
  }

  /** Runs the path again, which costs nothing until it is needed, to find the first late state that has an explanation. */
  #diverged(): SimulationError {
    const x = this.#start.slice();
    let cause: string | undefined;
    for (let k = this.#firstStep; k <= this.step && cause === undefined; k++) {
      if (k + SUSPECTS > this.step) cause = this.#process.explain?.(x, k)?.concat(` (first seen at step ${k})`);
      this.#process.step(x, this.#index, k);
    }
    const message = "the state is no longer finite";
    return new SimulationError("E_DIVERGED", cause === undefined ? message : `${message}: ${cause}`, {
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

/** 0·x is 0 for every finite x and NaN for the others. */
export function isFiniteVector(x: Float64Array): boolean {
  let sum = 0;
  for (let a = 0; a < x.length; a++) sum += 0 * x[a]!;
  return sum === 0;
}
