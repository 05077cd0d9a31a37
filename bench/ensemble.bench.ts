// An ensemble of 4,096 paths of the limiting SDE on the ellipse: path by path, side by side by SIMD steps, and in NumPy
// with all paths in one array; then for longer on threads. Nanoseconds per step of a path.
import { availableParallelism } from "node:os";
import { createProcess, ensemble, type Process, type ProcessSpec } from "gen-sde/runtime";
import { generate } from "../src/pipeline/index.js";
import { readLoss } from "../src/read/index.js";
import { inPython } from "./support/programs.js";
import { compileForThreads } from "./support/threads.js";
import { median, processorTime } from "./support/race.js";
import { report } from "./support/report.js";

const paths = 4096;
const steps = { short: 2000, long: 20_000 };
const data = { a: 2, b: 1 };
const spec: ProcessSpec = { dynamics: "isotropic", side: "limit", options: { dt: 1e-4, seed: 1 } };
const start = [2 * Math.cos(0.7), Math.sin(0.7)];

const { emitted, create } = await generate(readLoss("examples/ellipse.loss.ts"), undefined, undefined, "auto");
const { parallel, moduleUrl, remove } = await compileForThreads(emitted.text);
const source = { model: moduleUrl, data, process: spec };
const observe = { x: (x: Float64Array) => x[0]! };

const inNumpy = inPython(
  "NumPy",
  ["numpy"],
  `
np = numpy
P, dt = args[0], 1e-4
rng = np.random.default_rng(1)
x, y = np.full(P, 2 * np.cos(0.7)), np.full(P, np.sin(0.7))
def step():
    global x, y
    xi, eta = rng.standard_normal(P), rng.standard_normal(P)
    q, p = x * x / 16, y * y
    g = 1 / (q + p)
    along = (xi * x / 4 + eta * y) * g
    t = g * (q / 4 + p) + (g * q - 1) / 4 + (g * p - 1)
    x, y = (x + np.sqrt(dt) * (xi - x / 4 * along) - dt / 2 * x * g * (1 / 16 - t / 4),
            y + np.sqrt(dt) * (eta - y * along) - dt / 2 * y * g * (1 - t))
    for _ in range(2):
        r = (x * x / 4 + y * y - 1) / (x * x / 16 + y * y)
        x, y = x - x * r / 8, y - y * r / 2
measure(step)
`,
);

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
const { NumPy } = inNumpy(paths);
report("ensembles in one thread, processor time", "step of a path", {
  [`ellipse, ${paths} paths`]: { ...alone.processors, ...(NumPy && { NumPy: NumPy(200) / paths }) },
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
