/** Paths that go on together: side by side where that gives the bits of single paths, else one by one. */
import type { Process } from "../runtime/index.js";
import { type Batches, evenly, exactBatchesOf, Group, SIDE_BY_SIDE } from "../runtime/group.js";
import { Path } from "../runtime/path.js";

export interface Walkers {
  readonly step: number;
  /** How many paths. */
  readonly count: number;
  /**
   * Runs all up to step `to`, or up to `target` if one of them fails before that.
   *
   * @throws SimulationError of the first path that fails before `target`, path and step named
   */
  advance(to: number, target: number): void;
  /** out = the whole state of the path number p among them. */
  read(p: number, out: Float64Array): void;
}

/** @param states the state of each path at step `step`, path 0 first */
export function walkersOf(process: Process, states: readonly ArrayLike<number>[], step: number): readonly Walkers[] {
  const batchOf = exactBatchesOf(process);
  const size = batchOf(evenly(Math.min(states.length, SIDE_BY_SIDE))) === undefined ? 1 : SIDE_BY_SIDE;
  return Array.from({ length: Math.ceil(states.length / size) }, (_, i) => {
    const first = i * size;
    const starts = states.slice(first, first + size);
    return starts.length === 1
      ? new OneByOne(process, first, starts, step)
      : new SideBySide(process, batchOf, first, starts, step);
  });
}

class OneByOne implements Walkers {
  readonly #paths: readonly Path[];

  constructor(process: Process, first: number, starts: readonly ArrayLike<number>[], firstStep: number) {
    this.#paths = starts.map((start, p) => new Path(process, start, first + p, firstStep));
  }

  get step(): number {
    return this.#paths[0]!.step;
  }

  get count(): number {
    return this.#paths.length;
  }

  advance(to: number): void {
    for (const path of this.#paths) path.advance(to);
  }

  read(p: number, out: Float64Array): void {
    out.set(this.#paths[p]!.x);
  }
}

/** What does not go well together is told, path by path from the start, by those that fail. */
class SideBySide implements Walkers {
  readonly count: number;
  readonly #oneByOne: () => OneByOne;
  #now: { readonly together: Group } | { readonly alone: OneByOne };

  constructor(
    process: Process,
    batchOf: Batches,
    first: number,
    starts: readonly ArrayLike<number>[],
    firstStep: number,
  ) {
    this.count = starts.length;
    this.#now = { together: new Group(process, batchOf(evenly(this.count))!, first, starts, firstStep) };
    this.#oneByOne = () => new OneByOne(process, first, starts, firstStep);
  }

  get step(): number {
    return this.#walkers.step;
  }

  advance(to: number, target: number): void {
    if ("alone" in this.#now) this.#now.alone.advance(to);
    else if (!this.#now.together.advance(to)) {
      this.#now = { alone: this.#oneByOne() };
      this.#now.alone.advance(target);
    }
  }

  read(p: number, out: Float64Array): void {
    this.#walkers.read(p, out);
  }

  get #walkers(): Group | OneByOne {
    return "alone" in this.#now ? this.#now.alone : this.#now.together;
  }
}
