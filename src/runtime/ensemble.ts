import { checkInteger } from "./check.js";
import { SimulationError } from "./errors.js";
import { Path } from "./path.js";
import type { Process } from "./processes/process.js";
import { summarize, type Summary } from "./statistics.js";

/** A number read off a state: x[D], and behind it what the process remembers. */
export type Observable = (x: Float64Array) => number;

export interface EnsembleOptions<Name extends string> {
  /** x (or a whole state) at step 0, or a function from the path to it. */
  readonly start: ArrayLike<number> | ((path: number) => ArrayLike<number>);
  readonly steps: number;
  /** How many paths. */
  readonly paths: number;
  /** The first of them, default 0: ensembles over consecutive ranges of paths join without overlap. */
  readonly firstPath?: number;
  /** What to read off each path after its last step. */
  readonly observe: Readonly<Record<Name, Observable>>;
  readonly signal?: AbortSignal;
  /** Told, a few times a second, how many paths are done. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface Estimate extends Summary {
  /** samples[paths]: the observable at the end of path firstPath + i. */
  readonly samples: Float64Array;
}

/** Longest time between two returns to the event loop, in milliseconds. */
const PATIENCE = 40;
/** Steps between two looks at the clock. */
const STRETCH = 1024;

/**
 * Runs many independent paths and gathers observables of their last states. The result is the same bits whatever the
 * order or division of the work. Returns to the event loop regularly, so it can be watched and cancelled.
 *
 * @throws SimulationError (path and step named) when a path fails or an observable is not finite; the reason of
 *   `signal` when that aborts; RangeError for options out of range
 */
export async function ensemble<Name extends string>(
  process: Process,
  { start, steps, paths, firstPath = 0, observe, signal, onProgress }: EnsembleOptions<Name>,
): Promise<Record<Name, Estimate>> {
  checkInteger("steps", steps);
  checkInteger("paths", paths, 1);
  checkInteger("firstPath", firstPath);
  const observables = Object.entries<Observable>(observe);
  const samples = observables.map(() => new Float64Array(paths));
  let returned = performance.now();
  for (let done = 0; done < paths; done++) {
    const index = firstPath + done;
    const path = new Path(process, typeof start === "function" ? start(index) : start, index);
    do {
      path.advance(Math.min(path.step + STRETCH, steps));
      if (performance.now() - returned > PATIENCE) {
        onProgress?.({ done, total: paths });
        await new Promise((resolve) => setTimeout(resolve));
        signal?.throwIfAborted();
        returned = performance.now();
      }
    } while (path.step < steps);
    observables.forEach(([name, read], i) => {
      samples[i]![done] = finite(name, read(path.x), path, index);
    });
  }
  signal?.throwIfAborted();
  onProgress?.({ done: paths, total: paths });
  const estimates = observables.map(([name], i) => [name, { samples: samples[i]!, ...summarize(samples[i]!) }]);
  return Object.fromEntries(estimates) as Record<Name, Estimate>;
}

function finite(name: string, value: number, { step, time }: Path, path: number): number {
  if (Number.isFinite(value)) return value;
  const message = `observable "${name}" is ${value}`;
  throw new SimulationError("E_NON_FINITE_OBSERVABLE", message, { name, value }).at(path, step, time);
}
