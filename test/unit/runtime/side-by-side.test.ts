/** Paths of a process side by side, by the SIMD steps of a module, against the same paths one by one. */
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { generate } from "../../../src/pipeline/index.js";
import { readLoss } from "../../../src/read/index.js";
import { webAssembly } from "../../../src/runtime/simd/webassembly.js";
import {
  adam,
  ensemble,
  ensembleOverTime,
  heavyBall,
  itoSgd,
  limitingSde,
  localSgd,
  type Model,
  type Process,
  rmsprop,
  sgd,
  type SimulationError,
  simulate,
  watched,
} from "../../../src/runtime/index.js";

async function modelOf(name: string, data: unknown): Promise<Model> {
  const file = fileURLToPath(new URL(`../../../examples/${name}.loss.ts`, import.meta.url));
  const { create } = await generate(readLoss(file), undefined, undefined, { target: "wasm" });
  return create(data);
}

/** Arithmetic alone, and a loss with exp: for that the steps side by side have functions of their own. */
const ellipse = await modelOf("ellipse", { a: 2, b: 1 });
const softLabels = await modelOf("soft-labels", { q: 0.7 });

const noise = { noise: "isotropic", seed: 3 } as const;
const learningRate = 0.02;
const secondMoment = [1, 1];
const processes: Readonly<Record<string, (model: Model) => Process>> = {
  "limiting SDE": (model) => limitingSde(model, { ...noise, dt: 0.003 }),
  "limiting SDE of label noise": (model) => limitingSde(model, { noise: "labelNoise", seed: 3, dt: 0.01, scale: 0.5 }),
  SGD: (model) => sgd(model, { ...noise, learningRate }),
  "SGD with a schedule": (model) => sgd(model, { ...noise, learningRate: (k) => learningRate / (1 + k) }),
  "SGD with label noise": (model) => sgd(model, { ...noise, noise: "labelNoise", law: "rademacher", learningRate }),
  "heavy ball": (model) => heavyBall(model, { ...noise, learningRate, momentum: 0.9 }),
  "heavy ball, plain": (model) => heavyBall(model, { ...noise, learningRate, momentum: 0.5, form: "plain" }),
  Adam: (model) => adam(model, { ...noise, learningRate, secondMomentRate: 1, secondMoment }),
  RMSprop: (model) =>
    rmsprop(model, { ...noise, learningRate, secondMomentRate: 1, secondMoment, biasCorrection: true }),
  "local SGD": (model) => localSgd(model, { ...noise, learningRate, workers: 3, localSteps: 2 }),
  "Itô SDE of SGD": (model) => itoSgd(model, { ...noise, learningRate, ds: 0.01 }),
};

const onEllipse = (path: number): number[] => [2 * Math.cos(0.7 + path), Math.sin(0.7 + path)];
/** On Γ: uv = ln(q / (1 − q)). */
const softStart = [1, Math.log(7 / 3)];
const STEPS = 150;

/** The last states of the paths first, first + 1, …, `paths` of them side by side. */
function together(process: Process, start: (path: number) => number[], first: number, paths: number): Float64Array[] {
  const batch = process.batch!(paths)!;
  for (let b = 0; b < paths; b++) {
    const whole = process.initial?.(start(first + b)) ?? Float64Array.from(start(first + b));
    whole.forEach((value, a) => (batch.states[a * paths + b] = value));
  }
  for (let k = 0; k < STEPS; k++) expect(batch.step(first, k)).toBe(true);
  return Array.from({ length: paths }, (_, b) =>
    Float64Array.from({ length: process.dimension }, (__, a) => batch.states[a * paths + b]!),
  );
}

const alone = (process: Process, start: number[], path: number): Float64Array =>
  [...simulate(process, { start, steps: STEPS, path, every: STEPS })].at(-1)!.x;

describe.each(Object.entries(processes))("%s", (_, make) => {
  test("has the bits of single paths where the loss is arithmetic", () => {
    const process = make(ellipse);
    together(process, onEllipse, 7, 6).forEach((state, b) => {
      expect(state).toEqual(alone(process, onEllipse(7 + b), 7 + b));
    });
  });

  test("has the same bits in batches of any size", () => {
    const process = make(softLabels);
    const start = (path: number): number[] => softStart.map((value) => value + 0.01 * (path % 3));
    const large = together(process, start, 20, 32);
    expect(together(process, start, 20, 2)).toEqual(large.slice(0, 2));
    expect(together(process, start, 31, 6)).toEqual(large.slice(11, 17));
  });

  test("is single paths to rounding where the loss calls functions", () => {
    const process = make(softLabels);
    together(process, () => softStart, 0, 4).forEach((state, path) => {
      alone(process, softStart, path).forEach((value, a) => {
        expect(Math.abs(state[a]! - value)).toBeLessThan(1e-12 * (1 + Math.abs(value)));
      });
    });
  });
});

describe("an ensemble", () => {
  const process = processes["limiting SDE"]!(ellipse);
  const start = onEllipse(0);
  const observe = { x: (state: Float64Array) => state[0]!, y: (state: Float64Array) => state[1]! };
  const options = { start: onEllipse, steps: STEPS, paths: 75, observe };

  test.each([1, 31, 32, 33, 75])("of %i paths has the samples of single paths", async (paths) => {
    const { x, y } = await ensemble(process, { ...options, paths, firstPath: 5 });
    for (let p = 0; p < paths; p++) {
      const last = alone(process, onEllipse(5 + p), 5 + p);
      expect([x.samples[p], y.samples[p]]).toEqual([...last]);
    }
  });

  test("is run side by side, unless a wrapper steps otherwise", async () => {
    const steps = { alone: 0 };
    const counted: Process = {
      ...process,
      step(...at) {
        steps.alone++;
        process.step(...at);
      },
    };
    await ensemble(counted, options);
    expect(steps.alone).toBe(0);
    expect(watched(process, ellipse, { every: 10 }).batch).toBeUndefined();
  });

  test("keeps to the kernels that its model has taken in place of its own", () => {
    const still = { ...ellipse.noises.isotropic, diffuse: () => undefined };
    const other: Model = { ...ellipse, noises: { ...ellipse.noises, isotropic: still } };
    expect(limitingSde(other, { ...noise, dt: 0.01 }).batch!(4)).toBeUndefined();
    expect(sgd({ ...ellipse, gradient: () => undefined }, { ...noise, learningRate }).batch!(4)).toBeUndefined();
  });

  test("may be run beside another of the same process", async () => {
    const long = { ...options, steps: 3000, paths: 64 };
    const [first, second] = await Promise.all([ensemble(process, long), ensemble(process, { ...long, firstPath: 64 })]);
    const again = await ensemble(process, { ...long, paths: 128 });
    expect([...first.x.samples, ...second.x.samples]).toEqual([...again.x.samples]);
  });

  test("over time has at each time what single paths have", async () => {
    const frames = await ensembleOverTime(process, { ...options, paths: 3, steps: 100, every: 33 });
    const single = Array.from(simulate(process, { start, steps: 100, every: 33 }), ({ x }) => x[0]!);
    expect(frames.map(({ estimates }) => estimates.x.samples[0])).toEqual(single);
  });

  test("fails with the path, step and reason of the first path that fails alone", async () => {
    const unstable = sgd(ellipse, { ...noise, learningRate: 1.2 });
    const fault = await ensemble(unstable, { ...options, steps: 300 }).catch((error: unknown) => error);
    const single = (): Float64Array => alone(unstable, onEllipse(0), 0);
    expect(fault).toMatchObject({ code: "E_DIVERGED" });
    const { path } = (fault as SimulationError).details as { path: number };
    for (let p = 0; p < path; p++) expect(() => alone(unstable, onEllipse(p), p)).not.toThrow();
    expect(single).toThrow((fault as SimulationError).message);
    const message = /path 0, step 0: the retraction to Γ does not settle/;
    await expect(ensemble(process, { ...options, start: [0, 0] })).rejects.toThrow(message);
    await expect(ensemble(process, { ...options, observe: { bad: () => NaN } })).rejects.toThrow(/"bad" is NaN/);
  });

  // Last: from here on no test of this file has SIMD steps.
  test("is run path by path where the host gives no memory, which is then asked for no more", async () => {
    const memory = vi.spyOn(webAssembly!, "Memory").mockImplementation(function () {
      throw new RangeError("could not allocate memory");
    });
    expect(ellipse.batch!(2)).toBeUndefined();
    const { x } = await ensemble(process, { ...options, paths: 3 });
    memory.mockRestore();
    expect(ellipse.batch!(2)).toBeUndefined();
    expect(x.samples[2]).toBe(alone(process, onEllipse(2), 2)[0]);
  });
});
