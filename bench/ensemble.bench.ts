// An ensemble of 4,096 paths of the limiting SDE on the ellipse: path by path, side by side by SIMD steps, and in NumPy
// and PyTorch with all paths in one array; then for longer on threads. Nanoseconds per step of a path.
import { availableParallelism } from "node:os";
import { createProcess, ensemble, type Process, type ProcessSpec } from "gen-sde/runtime";
import { generate } from "../src/pipeline/index.js";
import { readLoss } from "../src/read/index.js";
import { START, DT, eulerInTorch, stepsInNumpy, stepsInTorch } from "./support/ellipse.js";
import { compileForThreads } from "./support/threads.js";
import { median, processorTime } from "./support/race.js";
import { report } from "./support/report.js";

const paths = 4096;
const steps = { short: 2000, long: 20_000 };
const data = { a: 2, b: 1 };
const spec: ProcessSpec = { dynamics: "isotropic", side: "limit", options: { dt: DT, seed: 1 } };
const start = START;

const { emitted, create } = await generate(readLoss("examples/ellipse.loss.ts"), undefined, undefined, {
  target: "auto",
});
const { parallel, moduleUrl, remove } = await compileForThreads(emitted.text);
const source = { model: moduleUrl, data, process: spec };
const observe = { x: (x: Float64Array) => x[0]! };

/** Nanoseconds per step of a path: on the clock, and of all processors together. */
interface Times {
  readonly clock: number;
  readonly processors: number;
}

async function timed(length: number, run: () => Promise<unknown>): Promise<Times> {
  const [clock, processors] = [performance.now(), processorTime()];
  await run();
  const stepsOfPaths = paths * length;
  return {
    clock: ((performance.now() - clock) * 1e6) / stepsOfPaths,
    processors: ((processorTime() - processors) * 1e3) / stepsOfPaths,
  };
}

/** Medians over turns, which the contestants take one after the other. */
async function inTurns(
  turns: number,
  contestants: Readonly<Record<string, () => Promise<Times>>>,
): Promise<Record<keyof Times, Record<string, number>>> {
  const lists = Object.entries(contestants).map(([name, run]) => ({ name, run, times: [] as Times[] }));
  for (let turn = 0; turn < turns; turn++) for (const { run, times } of lists) times.push(await run());
  const medians = (which: keyof Times): Record<string, number> =>
    Object.fromEntries(lists.map(({ name, times }) => [name, median(times.map((time) => time[which]))]));
  return { clock: medians("clock"), processors: medians("processors") };
}

const sideBySide = createProcess(create(data), spec);
const { batch: _, ...pathByPath } = sideBySide;
const inOneThread = (process: Process, length: number) => (): Promise<Times> =>
  timed(length, () => ensemble(process, { start, steps: length, paths, observe, samples: false }));
const onThreads = (workers: number) => (): Promise<Times> =>
  timed(steps.long, () => parallel.ensemble(source, { start, steps: steps.long, paths, samples: false, workers }));

const alone = await inTurns(7, {
  "side by side": inOneThread(sideBySide, steps.short),
  "path by path": inOneThread(pathByPath, steps.short),
});
const inPython = { ...stepsInNumpy([paths]), ...stepsInTorch([paths]), ...eulerInTorch([paths]) };
const perPath = Object.entries(inPython).map(([name, run]) => [name, run(200) / paths] as const);
report("ensembles in one thread, processor time", "step of a path", {
  [`ellipse, ${paths} paths`]: { ...alone.processors, ...Object.fromEntries(perPath) },
});

const workers = Array.from({ length: Math.min(4, availableParallelism()) }, (_, i) => i + 1);
const threads = await inTurns(3, {
  "no threads": inOneThread(sideBySide, steps.long),
  ...Object.fromEntries(workers.map((n) => [n === 1 ? "1 worker" : `${n} workers`, onThreads(n)])),
});
remove();
const name = `ellipse, ${paths} paths, ${steps.long} steps`;
report("ensembles on threads, on the clock (other programs count)", "step of a path", { [name]: threads.clock });
report("ensembles on threads, of all processors together", "step of a path", { [name]: threads.processors });
