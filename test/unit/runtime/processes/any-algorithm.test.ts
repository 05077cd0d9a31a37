/** What every algorithm does: explain an unstable learning rate, go on from a kept state. */
import { describe, expect, test } from "vitest";
import {
  adam,
  ensemble,
  fillNormal,
  heavyBall,
  itoSgd,
  limits,
  localSgd,
  noiseCovariance,
  type Process,
  sam,
  sampleSgd,
  sgd,
  slowSde,
  slowSystem,
  simulate,
} from "../../../../src/runtime/index.js";
import { close, model, noise } from "../fixtures/noisy-hyperbola.js";
import { twoValleys } from "../fixtures/two-valleys.js";

test("the Itô SDE of SGD, by steps of η, is SGD; shorter steps share its slow clock", () => {
  const [x, y] = [Float64Array.of(1.5, 0.9), Float64Array.of(1.5, 0.9)];
  sgd(model, { ...noise, learningRate: 0.1 }).step(x, 1, 2);
  itoSgd(model, { ...noise, learningRate: 0.1 }).step(y, 1, 2);
  expect([...y]).toEqual(close([...x]));
  const fine = itoSgd(model, { ...noise, learningRate: 0.1, ds: 0.01 });
  expect(fine.timeAt(30)).toBeCloseTo(0.03, 16);
  fine.step(y.fill(1), 0, 0);
  const xi = new Float64Array(2);
  fillNormal(5, 0, 0, xi, 2);
  expect([...y]).toEqual(close([1 + Math.sqrt(1e-3) * xi[0]!, 1 + Math.sqrt(1e-3) * xi[1]!]));
});

test("every algorithm that descends a gradient explains η·λ₁ ≥ 2, a schedule at its own step", () => {
  const learningRate = (k: number): number => (k < 2 ? 0.01 : 0.5);
  const processes = [
    sgd(model, { ...noise, learningRate }),
    sam(model, { learningRate, radius: 0.1 }),
    localSgd(model, { ...noise, learningRate, workers: 2, localSteps: 1 }),
    sampleSgd({ ...model, samples: twoValleys.samples! }, { learningRate, seed: 1 }),
  ];
  for (const process of processes) {
    expect(process.explain!(Float64Array.of(2, 0.5), 1)).toBeUndefined();
    expect(process.explain!(Float64Array.of(2, 0.5), 2)).toMatch(/η·λ₁\(∇²L\) = 2\.125 ≥ 2 with η = 0\.5/);
  }
  const ito = itoSgd(model, { ...noise, learningRate: 0.5, ds: 0.1 });
  expect(ito.explain!(Float64Array.of(2, 0.5), 0)).toBeUndefined();
});

describe("processes that remember", () => {
  const processes: [string, Process][] = [
    ["heavy ball", heavyBall(model, { ...noise, learningRate: 0.05, momentum: 0.9 })],
    [
      "Adam",
      adam(model, { ...noise, learningRate: (k) => 0.05 / (1 + k / 50), secondMomentRate: 1, biasCorrection: true }),
    ],
    ["local SGD", localSgd(model, { ...noise, learningRate: 0.05, workers: 3, localSteps: 4 })],
    [
      "Adam's limit",
      slowSde(slowSystem(limits.adam, model, { Sigma: noiseCovariance(model.noises.isotropic), secondMomentRate: 1 }), {
        ...{ dt: 0.01, seed: 1 },
      }),
    ],
  ];
  test.each(processes)("%s continues from a kept state to the same bits", (name, process) => {
    const start = name === "Adam's limit" ? [2, 0.5, 1, 2] : [2, 0.5];
    const whole = [...simulate(process, { start, steps: 30, path: 2 })].at(-1)!;
    const half = [...simulate(process, { start, steps: 11, path: 2 })].at(-1)!.x;
    const rest = [...simulate(process, { start: half, steps: 19, path: 2, firstStep: 11 })].at(-1)!;
    expect(rest).toEqual(whole);
  });

  test("start from parameters alone or from a whole state, and from nothing else", async () => {
    const [, process] = processes[0]!;
    const observe = { u: (state: Float64Array) => state[0]!, length: (state: Float64Array) => state.length };
    const alone = await ensemble(process, { start: [2, 0.5], steps: 5, paths: 3, observe });
    const whole = await ensemble(process, { start: [2, 0.5, 0, 0], steps: 5, paths: 3, observe });
    expect(alone.u.samples).toEqual(whole.u.samples);
    expect(alone.length.mean).toBe(4);
    expect(() => [...simulate(process, { start: [1, 2, 3], steps: 1 })]).toThrow(/start must have length 2, not 3/);
  });
});
