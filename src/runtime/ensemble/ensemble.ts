import type { Process } from "../processes/process.js";
import { estimatesOf } from "./estimate.js";
import { Forest } from "./forest.js";
import { type EnsembleOptions, type Estimates, type Extent, type Frame, framesOf, plan, type Times } from "./plan.js";
import { runLeaf } from "./leaf.js";
import { leafCount, type Work } from "./work.js";

/** Longest time between two returns to the event loop, in milliseconds. */
const PATIENCE = 40;

/**
 * Runs many independent paths and estimates observables of their last states. The result is the same bits whatever the
 * order or division of the work. Returns to the event loop regularly, so it can be watched and cancelled.
 *
 * @throws SimulationError (path and step named) when a path fails or an observable is not finite; the reason of
 *   `signal` when that aborts; RangeError for options out of range
 */
export async function ensemble<Name extends string, Kept extends boolean = true>(
  process: Process,
  options: EnsembleOptions<Name, Kept>,
): Promise<Estimates<Name, Kept>> {
  const [frame] = await run(process, options, [options.steps]);
  return frame!.estimates;
}

/**
 * The same at many times: estimates at each slow time of `at`, or every so many steps.
 *
 * @throws as `ensemble`
 */
export async function ensembleOverTime<Name extends string, Kept extends boolean = true>(
  process: Process,
  options: Omit<EnsembleOptions<Name, Kept>, "steps"> & Times,
): Promise<Frame<Name, Kept>[]> {
  return run(process, options, framesOf(process, options));
}

async function run<Name extends string, Kept extends boolean>(
  process: Process,
  options: Omit<EnsembleOptions<Name, Kept>, "steps">,
  frames: readonly number[],
): Promise<Frame<Name, Kept>[]> {
  const work = plan(process, options, frames, (length) => new Float64Array(length));
  return framesFrom(work, await tally(work, options));
}

/** Runs all leaves, one after the other. */
async function tally(
  work: Work,
  { signal, onProgress }: Pick<Extent<string, boolean>, "signal" | "onProgress">,
): Promise<Forest[]> {
  const forests = work.frames.map(() => new Forest());
  let returned = performance.now();
  let done = 0;
  for (let leaf = 0; leaf < leafCount(work); leaf++) {
    const running = runLeaf(work, leaf);
    let next = running.next();
    for (; next.done !== true; next = running.next()) {
      done += next.value;
      if (performance.now() - returned > PATIENCE) {
        onProgress?.({ done, total: work.paths });
        await new Promise((resolve) => setTimeout(resolve));
        signal?.throwIfAborted();
        returned = performance.now();
      }
    }
    next.value.forEach((ofFrame, frame) => {
      forests[frame]!.push({ level: 0, index: leaf, tally: ofFrame });
    });
  }
  signal?.throwIfAborted();
  onProgress?.({ done: work.paths, total: work.paths });
  return forests;
}

/** The estimates of every frame, from its tallies. */
export function framesFrom<Name extends string, Kept extends boolean>(
  work: Work,
  forests: readonly Forest[],
): Frame<Name, Kept>[] {
  return work.frames.map((step, frame) => ({
    step,
    time: work.process.timeAt(step),
    estimates: estimatesOf(work, forests[frame]!, frame) as Estimates<Name, Kept>,
  }));
}
