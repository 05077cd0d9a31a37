import { checkInteger } from "../check.js";
import { SimulationError } from "../errors.js";
import { Path } from "../path.js";
import type { Process } from "../processes/process.js";
import { type Cells, type Tally, tallyOf } from "./tally.js";

/** A number read off a state: x[D], and behind it what the process remembers. */
export type Observable = (x: Float64Array) => number;

/** Paths per leaf, the unit in which work is divided and tallied. */
export const LEAF = 32;
/** Steps between two looks at the clock. */
const STRETCH = 1024;

/** What there is to do, for whoever does a part of it. */
export interface Work {
  readonly process: Process;
  /** x or a whole state at step 0. */
  readonly start: (path: number) => ArrayLike<number>;
  readonly firstPath: number;
  readonly paths: number;
  /** Observables are read after these steps; ascending. */
  readonly frames: readonly number[];
  readonly observe: readonly (readonly [name: string, read: Observable])[];
  /** The histogram of each observable that has one. */
  readonly cells: readonly (Cells | undefined)[];
  /** samples[frames][observables][paths], where they are kept. */
  readonly samples: Float64Array | undefined;
}

export const leafCount = ({ paths }: Pick<Work, "paths">): number => Math.ceil(paths / LEAF);

/** @throws RangeError for what no work can be */
export function checkWork({ firstPath, paths, frames }: Pick<Work, "firstPath" | "paths" | "frames">): void {
  checkInteger("paths", paths, 1);
  checkInteger("firstPath", firstPath);
  checkInteger("the last path", firstPath + paths - 1, 0, 2 ** 32);
  frames.forEach((step, i) => {
    checkInteger("steps", step);
    if (i > 0 && step <= frames[i - 1]!) throw new RangeError("the times at which to observe must be increasing steps");
  });
}

/**
 * Runs the paths of a leaf and gives the tally of each frame. Yields whenever a stretch of steps (0) or a path (1) is
 * done, so that the caller may look at the clock.
 *
 * @throws SimulationError (path and step named) when a path fails or an observable is not finite
 */
export function* runLeaf(work: Work, leaf: number): Generator<0 | 1, Tally[], void> {
  const { process, start, firstPath, paths, frames, observe, cells, samples } = work;
  const first = leaf * LEAF;
  const count = Math.min(LEAF, paths - first);
  const k = observe.length;
  const values = frames.map(() => new Float64Array(k * count));
  for (let p = 0; p < count; p++) {
    const index = firstPath + first + p;
    const path = new Path(process, start(index), index);
    for (let frame = 0; frame < frames.length; frame++) {
      while (path.step < frames[frame]!) {
        path.advance(Math.min(path.step + STRETCH, frames[frame]!));
        yield 0;
      }
      for (let i = 0; i < k; i++) {
        const value = finite(observe[i]!, path, index);
        values[frame]![i * count + p] = value;
        if (samples !== undefined) samples[(frame * k + i) * paths + first + p] = value;
      }
    }
    yield 1;
  }
  return values.map((ofFrame) => tallyOf(ofFrame, k, count, cells));
}

function finite([name, read]: readonly [string, Observable], { x, step, time }: Path, path: number): number {
  const value = read(x);
  if (Number.isFinite(value)) return value;
  const message = `observable "${name}" is ${value}`;
  throw new SimulationError("E_NON_FINITE_OBSERVABLE", message, { name, value }).at(path, step, time);
}
