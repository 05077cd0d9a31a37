/** Many paths of a process in step with each other, record by record. */
import { Path } from "../runtime/path.js";
import type { Process } from "../runtime/index.js";
import type { Column } from "./columns.js";
import type { Row } from "./formats/index.js";

export interface SeriesOptions {
  readonly columns: readonly Column[];
  /** Steps between records; the last one may be shorter. */
  readonly every: number;
  /** The last step. */
  readonly steps: number;
}

export class Series {
  readonly #options: SeriesOptions;
  readonly #paths: readonly Path[];

  /** @param states the state of each path at step `step`: x alone where a process completes it at step 0 */
  constructor(process: Process, options: SeriesOptions, states: readonly ArrayLike<number>[], step = 0) {
    this.#options = options;
    this.#paths = states.map((state, index) => new Path(process, state, index, step));
  }

  /** The step of all paths. */
  get step(): number {
    return this.#paths[0]!.step;
  }

  /** Steps of all paths together. */
  get done(): number {
    return this.#paths.reduce((sum, { step }) => sum + step, 0);
  }

  get isDone(): boolean {
    return this.#paths.every(({ step }) => step >= this.#options.steps);
  }

  /** The whole state of each path: a process continued from them gives the same bits. */
  get states(): readonly Float64Array[] {
    return this.#paths.map(({ x }) => x);
  }

  rows(): Row[] {
    return this.#paths.map(({ x, step, time }, path) => ({
      path,
      step,
      time,
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
    for (const path of this.#paths)
      while (path.step < target) {
        path.advance(Math.min(path.step + STRETCH, target));
        if (!(await pause())) return false;
      }
    return true;
  }
}

/** Steps between two looks at the clock. */
const STRETCH = 1024;
