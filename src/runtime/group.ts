import { isFiniteVector } from "./path.js";
import { type Process, type ProcessBatch, startingState } from "./processes/process.js";

/** Consecutive paths of a process on their way side by side. Groups may share a batch: their states are their own. */
export class Group {
  step: number;
  readonly #batch: ProcessBatch;
  readonly #first: number;
  /** states[dimension·B], as the batch has them. */
  readonly #states: Float64Array;
  readonly #paths: number;

  /**
   * @param starts the state of the paths first, first + 1, …: as many as the batch has, or one less: the last one is
   *   then there twice
   */
  constructor(
    process: Process,
    batch: ProcessBatch,
    first: number,
    starts: readonly ArrayLike<number>[],
    firstStep = 0,
  ) {
    this.#batch = batch;
    this.#first = first;
    this.#states = new Float64Array(batch.states.length);
    this.#paths = batch.states.length / process.dimension;
    this.step = firstStep;
    for (let p = 0; p < this.#paths; p++)
      startingState(process, starts[Math.min(p, starts.length - 1)]!).forEach((value, a) => {
        this.#states[a * this.#paths + p] = value;
      });
  }

  /** Runs up to step `to`. False where a path fails, which only that path alone explains: the group is then of no use. */
  advance(to: number): boolean {
    const batch = this.#batch;
    batch.states.set(this.#states);
    while (this.step < to) if (!batch.step(this.#first, this.step++)) return false;
    if (!isFiniteVector(batch.states)) return false;
    this.#states.set(batch.states);
    return true;
  }

  /** out = the state of path first + p. */
  read(p: number, out: Float64Array): void {
    for (let a = 0; a < out.length; a++) out[a] = this.#states[a * this.#paths + p]!;
  }
}

/** Paths in a batch, where nothing else decides. */
export const SIDE_BY_SIDE = 32;

/** The number of paths in a batch for so many. */
export const evenly = (count: number): number => count + (count % 2);

/** So many paths of a process side by side, undefined where it cannot. */
export type Batches = (paths: number) => ProcessBatch | undefined;

/** Batches are made once for each number of paths, which takes as long as some hundred steps. */
export function batchesOf(process: Process): Batches {
  const made = new Map<number, ProcessBatch | undefined>();
  return (paths) => {
    if (!made.has(paths)) made.set(paths, process.batch?.(paths));
    return made.get(paths);
  };
}

/** Those alone that have the bits of single paths. */
export function exactBatchesOf(process: Process): Batches {
  const batchOf = batchesOf(process);
  return (paths) => {
    const batch = batchOf(paths);
    return batch?.exact === true ? batch : undefined;
  };
}
