import { checkInteger } from "../check.js";
import type { Batches } from "../group.js";
import type { Process } from "../processes/process.js";
import type { Cells } from "./tally.js";

/** A number read off a state: x[D], and behind it what the process remembers. */
export type Observable = (x: Float64Array) => number;

/** Paths per leaf, the unit in which work is divided and tallied. */
export const LEAF = 32;

/** What there is to do, for whoever does a part of it. */
export interface Work {
  readonly process: Process;
  /** So many paths of it side by side, undefined where it cannot. */
  readonly batchOf: Batches;
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
