import { SimulationError } from "../errors.js";
import { evenly, Group } from "../group.js";
import { isFiniteVector, Path, STRETCH } from "../path.js";
import { type Tally, tallyOf } from "./tally.js";
import { LEAF, type Observable, type Work } from "./work.js";

/**
 * Runs the paths of a leaf and gives the tally of each frame. Yields whenever a stretch of steps (0) or a number of
 * paths is done, so that the caller may look at the clock.
 *
 * @throws SimulationError (path and step named) when a path fails or an observable is not finite
 */
export function* runLeaf(work: Work, leaf: number): Generator<number, Tally[], void> {
  const { firstPath, paths, frames, observe, cells, samples } = work;
  const first = leaf * LEAF;
  const count = Math.min(LEAF, paths - first);
  const k = observe.length;
  const all: LeafPaths = { first: firstPath + first, count, values: frames.map(() => new Float64Array(k * count)) };
  // What does not go well together is told, path by path, by those that fail.
  if (!(yield* together(work, all))) yield* oneByOne(work, all);
  if (samples !== undefined)
    all.values.forEach((ofFrame, frame) => {
      for (let i = 0; i < k; i++)
        samples.set(ofFrame.subarray(i * count, (i + 1) * count), (frame * k + i) * paths + first);
    });
  return all.values.map((ofFrame) => tallyOf(ofFrame, k, count, cells));
}

/** The paths of a leaf, and what is observed on them: values[frame][observable·count + path]. */
interface LeafPaths {
  readonly first: number;
  readonly count: number;
  readonly values: readonly Float64Array[];
}

function* oneByOne({ process, start, frames, observe }: Work, { first, count, values }: LeafPaths): Generator<number> {
  for (let p = 0; p < count; p++) {
    const index = first + p;
    const path = new Path(process, start(index), index);
    for (let frame = 0; frame < frames.length; frame++) {
      while (path.step < frames[frame]!) {
        path.advance(Math.min(path.step + STRETCH, frames[frame]!));
        yield 0;
      }
      observe.forEach((observable, i) => {
        values[frame]![i * count + p] = finite(observable, path, index);
      });
    }
    yield 1;
  }
}

/** Side by side, where the process can: false where it cannot, or a path of them fails. */
function* together(work: Work, { first, count, values }: LeafPaths): Generator<number, boolean> {
  const { process, batchOf, start, frames, observe } = work;
  const batch = batchOf(evenly(count));
  if (batch === undefined) return false;
  const starts = Array.from({ length: count }, (_, p) => start(first + p));
  const group = new Group(process, batch, first, starts);
  const state = new Float64Array(process.dimension);
  for (let frame = 0; frame < frames.length; frame++) {
    while (group.step < frames[frame]!) {
      if (!group.advance(Math.min(group.step + STRETCH / LEAF, frames[frame]!))) return false;
      yield 0;
    }
    for (let p = 0; p < count; p++) {
      group.read(p, state);
      for (let i = 0; i < observe.length; i++) values[frame]![i * count + p] = observe[i]![1](state);
    }
    if (!isFiniteVector(values[frame]!)) return false;
  }
  yield count;
  return true;
}

function finite([name, read]: readonly [string, Observable], { x, step, time }: Path, path: number): number {
  const value = read(x);
  if (Number.isFinite(value)) return value;
  const message = `observable "${name}" is ${value}`;
  throw new SimulationError("E_NON_FINITE_OBSERVABLE", message, { name, value }).at(path, step, time);
}
