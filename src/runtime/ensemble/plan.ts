import { checkFinite, checkInteger } from "../check.js";
import { batchesOf } from "../group.js";
import { type Process, stepsTo } from "../processes/process.js";
import type { StreamedEstimate, Estimate } from "./estimate.js";
import type { Cells } from "./tally.js";
import { checkWork, type Observable, type Work } from "./work.js";

/** The options of an ensemble that are plain data, for every way to run one. */
export interface Extent<Name extends string, Kept extends boolean> {
  /** How many paths. */
  readonly paths: number;
  /** The first of them, default 0: ensembles over consecutive ranges of paths join without overlap. */
  readonly firstPath?: number;
  /** Keep the observables of every path, default true. Without them memory does not grow with the number of paths. */
  readonly samples?: Kept;
  /** Histograms of these observables, of equal cells from `from` to `to`. */
  readonly histograms?: Readonly<Partial<Record<Name, Cells>>>;
  readonly signal?: AbortSignal;
  /** Told, a few times a second, how many paths are done. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What to simulate and to observe. */
export interface EnsembleOptions<Name extends string, Kept extends boolean = boolean> extends Extent<Name, Kept> {
  /** x (or a whole state) at step 0, or a function from the path to it. */
  readonly start: ArrayLike<number> | ((path: number) => ArrayLike<number>);
  /** Steps of each path; observables are read after the last. */
  readonly steps: number;
  /** What to read off each path. */
  readonly observe: Readonly<Record<Name, Observable>>;
}

/** When to observe: at slow times, each the nearest step, or every so many steps from 0 on, and after the last. */
export type Times = { readonly at: readonly number[] } | { readonly steps: number; readonly every: number };

/** The estimates at one time. */
export interface Frame<Name extends string, Kept extends boolean> {
  readonly step: number;
  /** Slow time of that step. */
  readonly time: number;
  readonly estimates: Estimates<Name, Kept>;
}

/** By observable; `samples` where they were kept. */
export type Estimates<Name extends string, Kept extends boolean> = Record<
  Name,
  Kept extends true ? Estimate<Name> : StreamedEstimate<Name>
>;

/** The steps at which to observe. */
export function framesOf(process: Process, times: Times): number[] {
  if ("at" in times) return times.at.map((t) => stepsTo(process, t));
  const { steps, every } = times;
  checkInteger("steps", steps);
  checkInteger("every", every, 1);
  const frames = Array.from({ length: Math.ceil(steps / every) }, (_, i) => i * every);
  return [...frames, steps];
}

/**
 * The work that options ask for, checked. Samples go to what `room` makes.
 *
 * @throws RangeError for options out of range
 */
export function plan<Name extends string, Kept extends boolean>(
  process: Process,
  options: Omit<EnsembleOptions<Name, Kept>, "steps">,
  frames: readonly number[],
  room: (length: number) => Float64Array,
): Work {
  const { start, paths, firstPath = 0, observe, histograms = {}, samples = true } = options;
  checkWork({ paths, firstPath, frames });
  const observables = Object.entries<Observable>(observe);
  const wanted: Readonly<Partial<Record<string, Cells>>> = histograms;
  const cells = observables.map(([name]) => wanted[name]);
  for (const one of cells) if (one) checkCells(one);
  return {
    ...{ process, batchOf: batchesOf(process), start: typeof start === "function" ? start : () => start },
    ...{ firstPath, paths, frames, observe: observables, cells },
    samples: samples ? room(frames.length * observables.length * paths) : undefined,
  };
}

function checkCells({ from, to, cells }: Cells): void {
  checkFinite("from", from);
  checkFinite("to", to);
  checkInteger("cells", cells, 1);
  if (!(from < to)) throw new RangeError(`a histogram needs from < to, not ${from} and ${to}`);
}
