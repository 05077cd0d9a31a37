// Nanoseconds per step of the emitted simulators, normals and retraction included.
import { simulate, limitingSde, sgd, type Model } from "gen-sde/runtime";
import { Bench } from "tinybench";
import { create as createEllipse } from "../generated/ellipse.sde.js";
import { create as createHyperbola } from "../generated/hyperbola.sde.js";
import { create as createMotor } from "../generated/motor.sde.js";
import { create as createTanhNet } from "../generated/tanh-net.sde.js";

const STEPS = 10_000;

const cases: readonly (readonly [name: string, model: Model, start: readonly number[]])[] = [
  ["ellipse", createEllipse({ a: 2, b: 1 }), [2 * Math.cos(0.7), Math.sin(0.7)]],
  ["hyperbola", createHyperbola(), [2, 0.5]],
  ["motor", createMotor(), [Math.cos(0.4), Math.sin(0.4), 0, 0, 0]],
  ["tanh net", createTanhNet(), [0.6, -0.6, 0.8, 1, 1, -0.5, -0.1, 0, 0]],
];

const bench = new Bench({ time: 300, warmupTime: 100 });
for (const [name, model, start] of cases) {
  const noise = model.noises.declared ? "declared" : "isotropic";
  const limit = limitingSde(model, { noise, dt: 1e-5, seed: 1 });
  const discrete = sgd(model, { noise, learningRate: 1e-3, seed: 1 });
  for (const [what, process] of [
    ["limiting SDE", limit],
    ["SGD", discrete],
  ] as const)
    bench.add(`${name}: ${what} (${noise})`, () => {
      const path = simulate(process, { start, steps: STEPS, every: STEPS });
      while (path.next().done !== true);
    });
}
await bench.run();
console.table(
  bench.tasks.map((task) => ({
    step: task.name,
    "ns per step (median)":
      task.result.state === "completed" ? ((task.result.latency.p50 * 1e6) / STEPS).toFixed(0) : task.result.state,
  })),
);
