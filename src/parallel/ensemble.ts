import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";
import { framesFrom } from "../runtime/ensemble/ensemble.js";
import { Forest } from "../runtime/ensemble/forest.js";
import { type EnsembleOptions, framesOf, plan } from "../runtime/ensemble/plan.js";
import { leafCount, type Work } from "../runtime/ensemble/work.js";
import { checkInteger } from "../runtime/check.js";
import { type Estimates, type Frame, SimulationError, type Times } from "../runtime/index.js";
import { startingState } from "../runtime/processes/process.js";
import { load, located, type ProcessSource } from "./source.js";
import { COUNTERS, type Failure, type Job, type Outcome } from "./worker.js";

export interface ParallelOptions<Kept extends boolean = boolean> extends Omit<
  EnsembleOptions<string, Kept>,
  "observe"
> {
  /** How many threads, default one for each processor. The result does not depend on it. */
  readonly workers?: number;
}

/** Between two reports of progress, in milliseconds. */
const PATIENCE = 200;

/**
 * `ensemble` on several threads: the same bits as on one, whatever their number. Each thread loads the model anew, which
 * takes some 60 ms, so it pays for more than half a second of work.
 *
 * @throws as `ensemble`; TypeError or RangeError for a source from which no process can be made
 */
export async function ensemble<Kept extends boolean = true>(
  source: ProcessSource,
  options: ParallelOptions<Kept>,
): Promise<Estimates<string, Kept>> {
  const [frame] = await run(source, options, () => [options.steps]);
  return frame!.estimates;
}

/**
 * `ensembleOverTime` on several threads.
 *
 * @throws as `ensemble`
 */
export async function ensembleOverTime<Kept extends boolean = true>(
  source: ProcessSource,
  options: Omit<ParallelOptions<Kept>, "steps"> & Times,
): Promise<Frame<string, Kept>[]> {
  return run(source, options, (process) => framesOf(process, options));
}

async function run<Kept extends boolean>(
  source: ProcessSource,
  options: Omit<ParallelOptions<Kept>, "steps">,
  frames: (process: Work["process"]) => readonly number[],
): Promise<Frame<string, Kept>[]> {
  const { workers = availableParallelism(), signal } = options;
  checkInteger("workers", workers, 1);
  signal?.throwIfAborted();
  const placed = located(source);
  const { process, observe } = await load(placed);
  const work = plan(process, { ...options, observe }, frames(process), shared);
  const outcomes = await inThreads(jobOf(placed, work, options.start, workers), workers, options);
  signal?.throwIfAborted();
  const failures = outcomes.flatMap(({ failure }) => failure ?? []).sort((a, b) => a.leaf - b.leaf);
  if (failures[0]) throw errorOf(failures[0]);
  return framesFrom(work, forestsOf(work, outcomes));
}

const shared = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * length));

function jobOf(source: ProcessSource, work: Work, start: EnsembleOptions<string>["start"], workers: number): Job {
  const { process, firstPath, paths, frames, cells, samples } = work;
  const starts = Array.from({ length: typeof start === "function" ? paths : 1 }, (_, p) =>
    startingState(process, work.start(firstPath + p)),
  );
  const counters = new Int32Array(new SharedArrayBuffer(4 * Object.keys(COUNTERS).length));
  counters[COUNTERS.stopAtLeaf] = leafCount(work);
  return { source, work: { firstPath, paths, frames, cells, samples }, starts, workers, counters };
}

async function inThreads(
  job: Job,
  workers: number,
  { signal, onProgress }: Pick<ParallelOptions, "signal" | "onProgress">,
): Promise<Outcome[]> {
  const total = job.work.paths;
  const pool = new Tinypool({
    filename: fileURLToPath(new URL("./worker.js", import.meta.url)),
    ...{ minThreads: workers, maxThreads: workers },
  });
  const stop = (): void => void Atomics.store(job.counters, COUNTERS.stopAtLeaf, -1);
  const timer = setInterval(() => onProgress?.({ done: job.counters[COUNTERS.pathsDone]!, total }), PATIENCE);
  signal?.addEventListener("abort", stop);
  try {
    return await Promise.all(Array.from({ length: workers }, () => pool.run(job) as Promise<Outcome>));
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", stop);
    await pool.destroy();
    if (signal?.aborted !== true) onProgress?.({ done: total, total });
  }
}

/** Chunks by the number of their first leaf, as one thread alone would have met them. */
function forestsOf(work: Work, outcomes: readonly Outcome[]): Forest[] {
  const chunks = outcomes.flatMap((outcome) => outcome.chunks).sort((a, b) => firstLeaf(a) - firstLeaf(b));
  return work.frames.map((_, frame) => {
    const forest = new Forest();
    for (const chunk of chunks) for (const tree of chunk[frame]!) forest.push(tree);
    return forest;
  });
}

const firstLeaf = ([trees]: Outcome["chunks"][number]): number => trees![0]!.index * 2 ** trees![0]!.level;

function errorOf({ error, simulation }: Failure): unknown {
  return simulation ? new SimulationError(simulation.code, simulation.message, simulation.details) : error;
}
