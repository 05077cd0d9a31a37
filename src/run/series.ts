/** Many paths of a process in step with each other, record by record. */
import type { Process } from "../runtime/index.js";
import { STRETCH } from "../runtime/path.js";
import type { Column } from "./columns.js";
import type { Row } from "./formats/index.js";
import { type Walkers, walkersOf } from "./walkers.js";

export interface SeriesOptions {
  readonly columns: readonly Column[];
  /** Steps between records; the last one may be shorter. */
  readonly every: number;
  /** The last step. */
  readonly steps: number;
}

export class Series {
  readonly #options: SeriesOptions;
  readonly #process: Process;
  readonly #walkers: readonly Walkers[];

  /** @param states the state of each path at step `step`: x alone where a process completes it at step 0 */
  constructor(process: Process, options: SeriesOptions, states: readonly ArrayLike<number>[], step = 0) {
    this.#options = options;
    this.#process = process;
    this.#walkers = walkersOf(process, states, step);
  }

  /** The step of all paths. */
  get step(): number {
    return this.#walkers[0]!.step;
  }

  /** Steps of all paths together. */
  get done(): number {
    return this.#walkers.reduce((sum, { step, count }) => sum + count * step, 0);
  }

  get isDone(): boolean {
    return this.#walkers.every(({ step }) => step >= this.#options.steps);
  }

  /** The whole state of each path, path 0 first: a process continued from them gives the same bits. */
  get states(): Float64Array[] {
    return this.#mapStates((state) => state.slice());
  }

  rows(): Row[] {
    const { step } = this;
    const time = this.#process.timeAt(step);
    return this.#mapStates((x, path) => ({
      ...{ path, step, time },
      values: this.#options.columns.map(({ read }) => read(x)),
    }));
  }

  /** The step of the record after this one. */
  get next(): number {
    const { every, steps } = this.#options;
    return Math.min((Math.floor(this.step / every) + 1) * every, steps);
  }

  /**
   * To the next record, with a pause a few times a second; false when `pause` says to stop, which leaves the paths
   * between records.
   *
   * @throws SimulationError, path and step named
   */
  async advance(pause: () => Promise<boolean>): Promise<boolean> {
    const target = this.next;
    for (const walkers of this.#walkers)
      while (walkers.step < target) {
        walkers.advance(Math.min(walkers.step + Math.ceil(STRETCH / walkers.count), target), target);
        if (!(await pause())) return false;
      }
    return true;
  }

  /** What `read` makes of the state of each path; the next one overwrites it. */
  #mapStates<Result>(read: (state: Float64Array, path: number) => Result): Result[] {
    const state = new Float64Array(this.#process.dimension);
    let path = 0;
    return this.#walkers.flatMap((walkers) =>
      Array.from({ length: walkers.count }, (_, p) => {
        walkers.read(p, state);
        return read(state, path++);
      }),
    );
  }
}
