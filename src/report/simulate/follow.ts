/** Ensembles followed in time: observables of the points of Γ that the paths are over. */
import { type Process, SimulationError, simulate, summarize } from "../../runtime/index.js";
import type { Observable } from "./observables.js";

/** One observable at one time, over all paths. */
export interface Moment {
  readonly time: number;
  readonly mean: number;
  /** The standard error of the mean. */
  readonly error: number;
  /** The first and the last decile. */
  readonly low: number;
  readonly high: number;
}

export interface FollowOptions {
  readonly start: (path: number) => ArrayLike<number>;
  readonly paths: number;
  readonly steps: number;
  /** How often to look, after the start: after equal parts of the steps. */
  readonly looks: number;
  /** From a state to the point of Γ that is observed. */
  readonly project: (x: Float64Array) => Float64Array;
  readonly observables: readonly Observable[];
  readonly onProgress?: (part: number) => void;
}

/** Paths between two returns to the event loop. */
const STRETCH = 16;

/**
 * @returns for each observable its moments at looks + 1 times
 * @throws SimulationError when a path fails
 */
export async function follow(process: Process, options: FollowOptions): Promise<Moment[][]> {
  const { start, steps, paths, looks, project, observables, onProgress } = options;
  const at = Array.from({ length: looks + 1 }, (_, look) => Math.round((steps * look) / looks));
  const samples = observables.map(() => Array.from({ length: looks + 1 }, () => new Float64Array(paths)));
  for (let path = 0; path < paths; path++) {
    let look = 0;
    for (const { x, step } of simulate(process, { start: start(path), steps, path })) {
      if (step !== at[look]) continue;
      const y = located(() => project(x), path, step, process);
      observables.forEach(({ read }, i) => {
        samples[i]![look]![path] = read(y);
      });
      look++;
    }
    if (path % STRETCH === 0) {
      onProgress?.(path / paths);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return samples.map((of) => of.map((values, look) => moment(process.timeAt(at[look]!), values)));
}

/** Errors of the projection name their path, as those of steps do. */
function located<T>(action: () => T, path: number, step: number, process: Process): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof SimulationError ? error.at(path, step, process.timeAt(step)) : error;
  }
}

function moment(time: number, values: Float64Array): Moment {
  const { mean, standardError } = summarize(values);
  const sorted = values.toSorted();
  const decile = (part: number): number => sorted[Math.round(part * (sorted.length - 1))]!;
  return { time, mean, error: standardError, low: decile(0.1), high: decile(0.9) };
}
