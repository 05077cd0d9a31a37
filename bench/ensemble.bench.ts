// An ensemble of 4,096 paths of the limiting SDE on the ellipse: in one thread, on threads, and in NumPy with all paths
// in one array. Nanoseconds per step of a path.
import { availableParallelism } from "node:os";
import { createProcess, ensemble, type ProcessSpec } from "gen-sde/runtime";
import { create } from "../generated/ellipse.sde.js";
import { inPython } from "./support/programs.js";
import { compileForThreads } from "./support/threads.js";
import { median, processorTime } from "./support/race.js";
import { report } from "./support/report.js";

const [paths, steps] = [4096, 2000];
const data = { a: 2, b: 1 };
const spec: ProcessSpec = { dynamics: "isotropic", side: "limit", options: { dt: 1e-4, seed: 1 } };
const start = [2 * Math.cos(0.7), Math.sin(0.7)];

const { parallel, moduleUrl, remove } = await compileForThreads("generated/ellipse.sde.ts");
const source = { model: moduleUrl, data, process: spec };
const process = createProcess(create(data), spec);
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

/** Of each turn: time on the clock, and of all processors together, per step of a path. */
const onClock: Record<string, number[]> = {};
const ofProcessors: Record<string, number[]> = {};
async function clocked(name: string, run: () => Promise<unknown>): Promise<void> {
  const [clock, processors] = [performance.now(), processorTime()];
  await run();
  (onClock[name] ??= []).push(((performance.now() - clock) * 1e6) / (paths * steps));
  (ofProcessors[name] ??= []).push(((processorTime() - processors) * 1e3) / (paths * steps));
}
const workers = Array.from({ length: Math.min(4, availableParallelism()) }, (_, i) => i + 1);
for (let turn = 0; turn < 5; turn++) {
  await clocked("no threads", () => ensemble(process, { start, steps, paths, observe, samples: false }));
  for (const count of workers)
    await clocked(`${count} ${count === 1 ? "worker" : "workers"}`, () =>
      parallel.ensemble(source, { start, steps, paths, samples: false, workers: count }),
    );
}
remove();
const medians = (turns: Record<string, number[]>): Record<string, number> =>
  Object.fromEntries(Object.entries(turns).map(([name, list]) => [name, median(list)]));
const { NumPy } = inNumpy(paths);
const name = `ellipse, ${paths} paths, ${steps} steps`;
report("ensembles, on the clock (other programs count)", "step of a path", { [name]: medians(onClock) });
report("ensembles, of all processors together", "step of a path", {
  [name]: { ...medians(ofProcessors), ...(NumPy && { NumPy: NumPy(200) / paths }) },
});
