/** Simulates, and writes a time series; can be stopped and continued to the same bits. */
import type { Process } from "../runtime/index.js";
import { type Checkpoint, readCheckpoint, removeCheckpoint, writeCheckpoint } from "./checkpoint.js";
import type { Column } from "./columns.js";
import { FORMATS, type FormatName } from "./formats/index.js";
import { fileOutput, type Output, streamOutput } from "./output.js";
import { Series } from "./series.js";

export interface RunOptions {
  /** x, or a whole state, at step 0: the same for all paths. */
  readonly start: ArrayLike<number>;
  readonly steps: number;
  /** Steps between records. */
  readonly every: number;
  readonly paths: number;
  readonly columns: readonly Column[];
  readonly format: FormatName;
  /** Absent: standard output, without checkpoints. */
  readonly out?: string;
  /** Go on where the checkpoint of `out` stands. */
  readonly resume?: boolean;
  /** Keep the checkpoint of a finished run, so that it can be continued to more steps. */
  readonly keepCheckpoint?: boolean;
  /** Everything else that the bits depend on: loss, process and its options. */
  readonly identity: string;
  readonly signal?: AbortSignal;
  /** Milliseconds between two returns to the event loop, default 40. */
  readonly patience?: number;
  /** Told then where the run is. */
  readonly onProgress?: (progress: RunProgress) => void;
}

export interface RunProgress {
  /** Of path 0, when the record before was written. */
  readonly time: number;
  /** Steps of all paths together, done in this run, and to do in it. */
  readonly done: number;
  readonly total: number;
}

export interface RunResult {
  readonly finished: boolean;
  readonly step: number;
  readonly records: number;
}

const checkpointName = (out: string): string => `${out}.checkpoint`;

/** Milliseconds between two checkpoints. */
const CHECKPOINT = 2000;

/**
 * @throws SimulationError when a path fails: the records before it are kept as a partial file with its checkpoint;
 *   RangeError when there is nothing to resume, or a run of other settings
 */
export async function run(process: Process, options: RunOptions): Promise<RunResult> {
  const { columns, every, format: formatName, out, paths, patience = 40, signal, start, steps } = options;
  const format = FORMATS[formatName];
  const names = columns.map(({ name }) => name);
  const identity = JSON.stringify([options.identity, formatName, names, every, paths, Array.from(start)]);
  const earlier = options.resume === true ? earlierRun(out, identity, steps) : undefined;
  const states = earlier?.states ?? Array.from({ length: paths }, () => start);
  const series = new Series(process, { columns, every, steps }, states, earlier?.step);
  const output: Output = out === undefined ? streamOutput() : fileOutput(out, earlier?.bytes ?? 0);
  const firstStep = series.step;
  let records = earlier?.records ?? 0;
  let saved = performance.now();
  let paused = saved;
  let kept: Checkpoint | undefined;

  const record = (): void => {
    output.write(format.record(series.rows(), names));
    records++;
    kept = { identity, step: series.step, records, bytes: output.bytes, states: series.states };
  };
  const save = (): void => {
    if (out !== undefined && kept) writeCheckpoint(checkpointName(out), kept);
    saved = performance.now();
  };
  const pause = async (): Promise<boolean> => {
    if (performance.now() - paused < patience) return true;
    await new Promise((resolve) => setTimeout(resolve));
    paused = performance.now();
    const done = series.done - firstStep * paths;
    options.onProgress?.({
      time: kept?.step === undefined ? 0 : process.timeAt(kept.step),
      done,
      total: (steps - firstStep) * paths,
    });
    return signal?.aborted !== true;
  };

  try {
    const total = earlier
      ? earlier.records + recordsAfter(earlier.step, every, steps)
      : 1 + recordsAfter(0, every, steps);
    const head = format.head(names, total, paths);
    if (earlier) output.rewriteHead(head);
    else {
      output.write(head);
      record();
    }
    while (!series.isDone) {
      if (!(await series.advance(pause))) return { finished: false, step: kept!.step, records };
      record();
      if (performance.now() - saved > CHECKPOINT) save();
    }
    output.finish();
    if (out !== undefined && options.keepCheckpoint !== true) removeCheckpoint(checkpointName(out));
    return { finished: true, step: series.step, records };
  } finally {
    if (!series.isDone) output.close();
    if (!series.isDone || options.keepCheckpoint === true) save();
  }
}

/** Records from step `from` (not counted) to the last. */
const recordsAfter = (from: number, every: number, steps: number): number =>
  from >= steps ? 0 : Math.ceil(steps / every) - Math.floor(from / every);

function earlierRun(out: string | undefined, identity: string, steps: number): Checkpoint {
  if (out === undefined) throw new RangeError("only a run with --out can be resumed");
  const checkpoint = readCheckpoint(checkpointName(out));
  if (!checkpoint) throw new RangeError(`there is nothing to resume: ${checkpointName(out)} does not exist`);
  if (checkpoint.identity !== identity)
    throw new RangeError(`${checkpointName(out)} is of a run with other settings: only --steps or --time may grow`);
  if (checkpoint.step > steps)
    throw new RangeError(
      `${checkpointName(out)} is at step ${String(checkpoint.step)} already, beyond ${String(steps)}`,
    );
  return checkpoint;
}
