/**
 * From a loss to an order of convergence: simulators are generated for three losses of which no value is tabulated, the
 * real algorithm runs on them, and its end approaches that of the emitted limit with first order in η (slope of
 * ln|error| against ln η over three η).
 */
import { expect, test } from "vitest";
import type { DynamicsName } from "../../../src/dynamics/index.js";
import { compileModule } from "../../../src/emit/index.js";
import { generate, lossFromFormula } from "../../../src/pipeline/index.js";
import * as runtime from "../../../src/runtime/index.js";
import { createProcess, type Estimate, type ProcessSpec, stepsTo } from "../../../src/runtime/index.js";
import { type Model, ensemble, gradientFlow, limitingFlow, retraction, simulate } from "../../../src/runtime/index.js";
import { type Process, sam, sgd, singleSampleSam } from "../../../src/runtime/index.js";
import { slope } from "../../support/slope.js";

type Drift = (x: Float64Array, out: Float64Array) => void;

async function simulator(formula: string, names: readonly string[], dynamics: readonly DynamicsName[]): Promise<Model> {
  const { emitted } = await generate(lossFromFormula("loss", formula, names), () => undefined, dynamics);
  return compileModule(emitted.text, runtime).create() as Model;
}

/** The point of Γ that the emitted drift leads to from `start` in the slow time T. */
function limitOf(model: Model, member: string, start: Float64Array, T: number): Float64Array {
  const drift = (model as unknown as Readonly<Record<string, Drift>>)[member]!;
  const flow = limitingFlow({ dimension: model.dimension, drift, retract: retraction(model) }, { dt: T / 8 });
  return [...simulate(flow, { start, steps: 8, every: 8 })].at(-1)!.x;
}

const onGamma = (model: Model, x: readonly number[]): Float64Array => {
  const start = Float64Array.from(x);
  retraction(model)(start);
  return start;
};

async function orderOf(
  model: Model,
  expected: Float64Array,
  make: (eta: number) => { process: Process; start: Float64Array; steps: number },
  etas: readonly number[],
  paths: number,
): Promise<number> {
  const errors: number[] = [];
  for (const eta of etas) {
    const { process, start, steps } = make(eta);
    const { value } = await ensemble(process, {
      ...{ start, steps, paths },
      observe: { value: (x) => gradientFlow(model, x, { rtol: 1e-8, atol: 1e-8 }).x[0]! },
    });
    errors.push(value.mean - expected[0]!);
    if (paths > 1) expect(Math.abs(value.mean - expected[0]!)).toBeGreaterThan(5 * value.standardError);
  }
  return slope(etas, errors);
}

const first = (order: number): void => {
  expect(order).toBeGreaterThan(0.7);
  expect(order).toBeLessThan(1.4);
};

test("label-noise SGD on ½(u³v − 1)²", async () => {
  const model = await simulator("(u^3*v-1)^2/2", ["u", "v"], []);
  const start = onGamma(model, [1.3, 0.5]);
  const T = 0.3;
  const order = await orderOf(
    model,
    limitOf(model, "driftLabelNoise", start, T),
    (eta) => ({
      process: sgd(model, { noise: "labelNoise", law: "rademacher", learningRate: eta, seed: 1 }),
      start,
      steps: Math.round(T / eta ** 2),
    }),
    [0.04, 0.02, 0.01],
    1000,
  );
  first(order);
});

test("SAM on ½(x² + y³/2 − 1)²", async () => {
  const model = await simulator("(x^2+y^3/2-1)^2/2", ["x", "y"], ["samFull"]);
  const start = onGamma(model, [0.6, 1.1]);
  const [T, radius] = [0.2, 0.01];
  const order = await orderOf(
    model,
    limitOf(model, "driftSamFull", start, T),
    (eta) => ({
      process: sam(model, { learningRate: eta, radius }),
      start: start.map((value, a) => value + (a === 0 ? 1e-3 : 0)),
      steps: Math.round(T / (eta * radius ** 2)),
    }),
    [0.08, 0.04, 0.02],
    1,
  );
  first(order);
});

test("SAM, one sample at a time, on the two samples xy = 1, yz = 2", async () => {
  const model = await simulator("((x*y-1)^2+(y*z-2)^2)/4", ["x", "y", "z"], ["samSingle"]);
  expect(model.samples!.count).toBe(2);
  const start = onGamma(model, [0.7, 1.6, 1.1]);
  const [T, radius] = [0.2, 0.02];
  const order = await orderOf(
    model,
    limitOf(model, "driftSamSingle", start, T),
    (eta) => ({
      process: singleSampleSam(model, { learningRate: eta, radius, seed: 1 }),
      start: start.map((value, a) => value + (a === 0 ? 1e-3 : 0)),
      steps: Math.round(T / (eta * radius ** 2)),
    }),
    [0.08, 0.04, 0.02],
    10,
  );
  first(order);
});

test("SGD scaled by diag(∇²L)^{−1/2} on ½(uv − 1)², by its name", async () => {
  const model = await simulator("(u*v-1)^2/2", ["u", "v"], []);
  const [start, T] = [[2.5, 0.4], 0.2];
  // S = diag(U, 1/U) at (U, 1/U) on Γ; x' = −S∇L keeps u²/U − Uv², so that (u, v) fluctuates about U² = (u² + 1)/(v² + 1).
  const observe = { U: ([u, v]: Float64Array) => Math.sqrt((u! ** 2 + 1) / (v! ** 2 + 1)) };
  const end = async (spec: Omit<ProcessSpec, "dynamics">, paths: number): Promise<Estimate> => {
    const process = createProcess(model, { dynamics: "precondDiagH", ...spec });
    return (await ensemble(process, { start, steps: stepsTo(process, T), paths, observe })).U;
  };
  const limit = await end({ side: "limit", options: { dt: 0.002 } }, 1);
  const etas = [0.08, 0.04, 0.02];
  const errors: number[] = [];
  for (const learningRate of etas) {
    const { mean, standardError } = await end({ side: "algorithm", options: { learningRate, seed: 1 } }, 200);
    errors.push(mean - limit.mean);
    expect(Math.abs(mean - limit.mean)).toBeGreaterThan(5 * standardError);
  }
  first(slope(etas, errors));
});
