/** Runs paths and keeps what is observed at their ends; can be stopped at any time without loss of what is done. */
import { type Process, SimulationError, simulate } from "../runtime/index.js";
import { type Batches, evenly, exactBatchesOf, Group, SIDE_BY_SIDE } from "../runtime/group.js";
import { Path, STRETCH } from "../runtime/path.js";

/** A process with its start, and how far it goes. */
export interface Walk {
  readonly process: Process;
  readonly start: ArrayLike<number>;
  readonly steps: number;
  /** What a step costs, in steps of SGD; 1 when not given. */
  readonly cost?: number;
}

/** Where a sample comes from. */
export interface Source {
  /** Processes that have the same random numbers, path by path: an algorithm and its limit, or one of them. */
  readonly walks: readonly Walk[];
  /** The observables of the last state of each. */
  readonly observe: (first: Float64Array, second?: Float64Array) => Float64Array;
}

/** Returns to the event loop a few times a second, and tells what is done. */
export interface Pace {
  /** To be called after work as long as so many steps of SGD; throws when the run is to stop. */
  rest(steps: number): Promise<void> | undefined;
}

/** The state after the last step of one path. */
export function lastState(
  process: Process,
  { start, steps, path = 0 }: { start: ArrayLike<number>; steps: number; path?: number },
): Float64Array {
  let end = new Float64Array();
  for (const { x } of simulate(process, { start, steps, path, every: Math.max(steps, 1) })) end = x.slice();
  return end;
}

export class Sample {
  readonly source: Source;
  /** The number of the next path. */
  next = 0;
  lost = 0;
  readonly #batches: readonly Batches[];
  readonly #observed: Float64Array[] = [];

  constructor(source: Source) {
    this.source = source;
    this.#batches = source.walks.map(({ process }) => exactBatchesOf(process));
  }

  get paths(): number {
    return this.#observed.length;
  }

  /** Observable i of every path. */
  values(i: number): Float64Array {
    return Float64Array.from(this.#observed, (observed) => observed[i]!);
  }

  /** Runs paths until path number `until`. Those that leave the basin of Γ or the finite numbers are counted, not kept. */
  async extend(until: number, pace: Pace): Promise<void> {
    while (this.next < until) {
      const count = Math.min(SIDE_BY_SIDE, until - this.next);
      const ends: (readonly (Float64Array | undefined)[])[] = [];
      for (const [i, walk] of this.source.walks.entries())
        ends.push(await endsOf(walk, this.#batches[i]!, { first: this.next, count }, pace));
      for (let p = 0; p < count; p++) this.#keep(ends.map((ofWalk) => ofWalk[p]));
      this.next += count;
    }
  }

  #keep(states: readonly (Float64Array | undefined)[]): void {
    const [first, second] = states;
    const observed =
      first === undefined || states.includes(undefined)
        ? undefined
        : unlessLost(() => this.source.observe(first, second));
    if (observed?.every(Number.isFinite) === true) this.#observed.push(observed);
    else this.lost++;
  }
}

/** Which paths. */
interface Range {
  readonly first: number;
  readonly count: number;
}

/** The last state of each path; undefined for one that is lost. */
async function endsOf(
  walk: Walk,
  batches: Batches,
  { first, count }: Range,
  pace: Pace,
): Promise<readonly (Float64Array | undefined)[]> {
  const batch = count > 1 ? batches(evenly(count)) : undefined;
  const starts = Array.from({ length: count }, () => walk.start);
  const group = batch && new Group(walk.process, batch, first, starts);
  if (group && (await arrives(group, walk, count, pace)))
    return starts.map((_, p) => {
      const state = new Float64Array(walk.process.dimension);
      group.read(p, state);
      return state;
    });
  // What does not go well together goes one by one.
  const ends: (Float64Array | undefined)[] = [];
  for (let p = 0; p < count; p++) ends.push(await endOf(walk, first + p, pace));
  return ends;
}

async function arrives(group: Group, { steps, cost = 1 }: Walk, count: number, pace: Pace): Promise<boolean> {
  while (group.step < steps) {
    const from = group.step;
    if (!group.advance(Math.min(from + STRETCH / SIDE_BY_SIDE, steps))) return false;
    await pace.rest((group.step - from) * count * cost);
  }
  return true;
}

async function endOf(
  { process, start, steps, cost = 1 }: Walk,
  index: number,
  pace: Pace,
): Promise<Float64Array | undefined> {
  const path = new Path(process, start, index);
  while (path.step < steps) {
    const from = path.step;
    if (unlessLost(() => (path.advance(Math.min(from + STRETCH, steps)), path)) === undefined) return undefined;
    await pace.rest((path.step - from) * cost);
  }
  return path.x;
}

function unlessLost<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof SimulationError) return undefined;
    throw error;
  }
}
