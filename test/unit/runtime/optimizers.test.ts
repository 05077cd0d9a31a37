import { describe, expect, test } from "vitest";
import {
  adam,
  ensemble,
  fillNormal,
  fillUniform,
  heavyBall,
  itoSgd,
  limitingFlow,
  limitingSde,
  limits,
  localSgd,
  noiseCovariance,
  normalizedGd,
  type Process,
  rmsprop,
  sam,
  sampleSgd,
  sgd,
  SimulationError,
  simulate,
  singleSampleSam,
  slowSde,
  slowSystem,
  sqrtLossGd,
} from "../../../src/runtime/index.js";
import { partialSums } from "../../../src/runtime/processes/schedule.js";
import { hyperbola, planeCurveModel } from "./fixtures/plane-curve.js";
import { quadrics } from "./fixtures/quadrics.js";
import { twoValleys } from "./fixtures/two-valleys.js";

const model = planeCurveModel(hyperbola);
const close = (values: readonly number[]): unknown[] => values.map((value) => expect.closeTo(value, 14));
const noise = { noise: "isotropic", seed: 5 } as const;

/** ∇L − ξ at (u, v) for the isotropic noise with seed 5. */
function stochastic([u, v]: readonly [number, number], path: number, draw: number): [number, number] {
  const xi = new Float64Array(2);
  fillNormal(5, path, draw, xi, 2);
  const r = u * v - 1;
  return [r * v - xi[0]!, r * u - xi[1]!];
}

describe("deterministic algorithms, one step from (1.5, 0.9), r = 0.35, ∇L = r(0.9, 1.5)", () => {
  const stepped = (process: Process): number[] => {
    const x = Float64Array.of(1.5, 0.9);
    process.step(x, 0, 0);
    return [...x];
  };
  const unit = [0.9 / Math.hypot(0.9, 1.5), 1.5 / Math.hypot(0.9, 1.5)] as const;

  test("normalized GD takes a step of length η", () => {
    const process = normalizedGd(model, { learningRate: 0.1 });
    expect(stepped(process)).toEqual(close([1.5 - 0.1 * unit[0], 0.9 - 0.1 * unit[1]]));
    expect(process.timeAt(3)).toBeCloseTo(0.03, 16);
  });

  test("GD on √L, √L = |r|/√2", () => {
    const process = sqrtLossGd(model, { learningRate: 0.1 });
    expect(stepped(process)).toEqual(close([1.5 - (0.1 * 0.9) / Math.SQRT2, 0.9 - (0.1 * 1.5) / Math.SQRT2]));
  });

  test("SAM takes the gradient ρ up the slope", () => {
    const process = sam(model, { learningRate: 0.1, radius: 0.2 });
    const [u, v] = [1.5 + 0.2 * unit[0], 0.9 + 0.2 * unit[1]];
    expect(stepped(process)).toEqual(close([1.5 - 0.1 * (u * v - 1) * v, 0.9 - 0.1 * (u * v - 1) * u]));
    expect(process.timeAt(3)).toBeCloseTo(3 * 0.1 * 0.04, 16);
  });

  test("all of them stay at a minimizer", () => {
    for (const process of [
      normalizedGd(model, { learningRate: 0.1 }),
      sqrtLossGd(model, { learningRate: 0.1 }),
      sam(model, { learningRate: 0.1, radius: 1e-200 }),
    ]) {
      const x = Float64Array.of(2, 0.5);
      process.step(x, 0, 0);
      expect([...x]).toEqual([2, 0.5]);
    }
  });

  test("√L of a negative loss is an error with its value", () => {
    const lowered = { ...model, loss: () => -0.25 };
    expect(() => stepped(sqrtLossGd(lowered, { learningRate: 0.1 }))).toThrow(/L = -0\.25/);
  });
});

test("single-sample SAM climbs and descends the same sample", () => {
  const process = singleSampleSam(twoValleys, { learningRate: 0.1, radius: 0.01, seed: 7 });
  const seen = new Set<number>();
  for (let k = 0; k < 12; k++) {
    const u = new Float64Array(1);
    fillUniform(7, 2, k, u, 1);
    const i = u[0]! < 0.5 ? 0 : 1;
    seen.add(i);
    const start = [1, -0.8, 0.02, -0.03];
    const x = Float64Array.from(start);
    const g = new Float64Array(4);
    twoValleys.samples!.gradient(i, x, g);
    const ahead = x.map((value, a) => value + (0.01 * g[a]!) / Math.hypot(...g));
    twoValleys.samples!.gradient(i, ahead, g);
    process.step(x, 2, k);
    expect([...x]).toEqual(close(start.map((value, a) => value - 0.1 * g[a]!)));
  }
  expect(seen.size).toBe(2);
  expect(() => singleSampleSam(model, { learningRate: 0.1, radius: 0.1, seed: 1 })).toThrow(/no losses of single/);
});

describe("SGD on samples", () => {
  test("takes the mean gradient of a batch", () => {
    const process = sampleSgd(twoValleys, { learningRate: 0.1, batch: 3, seed: 7 });
    const u = new Float64Array(3);
    fillUniform(7, 1, 4, u, 3);
    const x = Float64Array.of(1, -0.8, 0.02, -0.03);
    const expected = x.slice();
    for (const number of u) {
      const g = new Float64Array(4);
      twoValleys.samples!.gradient(number < 0.5 ? 0 : 1, x, g);
      g.forEach((value, a) => (expected[a]! -= (0.1 / 3) * value));
    }
    process.step(x, 1, 4);
    expect([...x]).toEqual(close([...expected]));
    expect(process.timeAt(2)).toBeCloseTo(0.02, 16);
  });

  test("refuses a model without samples, and an empty batch", () => {
    expect(() => sampleSgd(model, { learningRate: 0.1, seed: 1 })).toThrow(/no losses of single samples/);
    expect(() => sampleSgd(twoValleys, { learningRate: 0.1, batch: 0, seed: 1 })).toThrow(/batch/);
  });
});

describe("heavy ball", () => {
  test("averaged: m ← βm + (1 − β)g, x ← x − ηm on the clock η²", () => {
    const process = heavyBall(model, { ...noise, learningRate: 0.1, momentum: 0.8 });
    const state = Float64Array.of(1.5, 0.9, 0.3, -0.2);
    process.step(state, 3, 7);
    const g = stochastic([1.5, 0.9], 3, 7);
    const m = [0.8 * 0.3 + 0.2 * g[0], -0.8 * 0.2 + 0.2 * g[1]] as const;
    expect([...state]).toEqual(close([1.5 - 0.1 * m[0], 0.9 - 0.1 * m[1], ...m]));
    expect(process.timeAt(5)).toBeCloseTo(0.05, 16);
  });

  test("plain with γ = η(1 − β) is the averaged form, on the same clock", () => {
    const averaged = heavyBall(model, { ...noise, learningRate: 0.1, momentum: 0.8 });
    const plain = heavyBall(model, { ...noise, learningRate: 0.02, momentum: 0.8, form: "plain" });
    const ends = [averaged, plain].map((process) => [...simulate(process, { start: [2, 0.5], steps: 20 })].at(-1)!);
    expect([...ends[1]!.x.subarray(0, 2)]).toEqual(close([...ends[0]!.x.subarray(0, 2)]));
    expect(ends[1]!.time).toBeCloseTo(ends[0]!.time, 14);
  });

  test("without momentum is SGD", () => {
    const ball = heavyBall(model, { ...noise, learningRate: 0.1, momentum: 0 });
    const [x, y] = [Float64Array.of(1.5, 0.9), ball.initial!([1.5, 0.9])];
    sgd(model, { ...noise, learningRate: 0.1 }).step(x, 0, 0);
    ball.step(y, 0, 0);
    expect([...y.subarray(0, 2)]).toEqual([...x]);
  });

  test("takes schedules of both numbers", () => {
    const process = heavyBall(model, {
      ...{ ...noise, form: "plain" },
      learningRate: (k) => 0.1 / (k + 1),
      momentum: (k) => (k === 0 ? 0 : 0.5),
    });
    expect(process.timeAt(2)).toBeCloseTo(0.1 ** 2 + 0.1 ** 2, 15);
    const bad = heavyBall(model, { ...noise, learningRate: 0.1, momentum: (k) => k });
    expect(() => [...simulate(bad, { start: [2, 0.5], steps: 2 })]).toThrow(/momentum must be in \[0, 1\), not 1/);
    expect(() => heavyBall(model, { ...noise, learningRate: 0.1, momentum: 1 })).toThrow(/momentum/);
  });

  test("is explained by its own bound ηλ₁ ≥ 2(1 + β)/(1 − β)", () => {
    const process = heavyBall(model, { ...noise, learningRate: 2, momentum: 0.5 });
    expect(process.explain!(Float64Array.of(2, 0.5, 0, 0), 0)).toMatch(/= 8\.500 ≥ 6\.000/);
    expect(process.explain!(Float64Array.of(1, 1, 0, 0), 0)).toBeUndefined();
  });
});

describe("Adam", () => {
  const options = { ...noise, learningRate: 0.1, secondMomentRate: 2, momentum: 0.9 } as const;

  test("is m, v and x in turn, with 1 − β₂ = c_v η²", () => {
    const process = adam(model, { ...options, exponent: 0.4, epsilon: 0.01 });
    const state = Float64Array.of(1.5, 0.9, 4, 5, 0.3, -0.2);
    process.step(state, 1, 6);
    const g = stochastic([1.5, 0.9], 1, 6);
    const v = [0.98 * 4 + 0.02 * g[0] ** 2, 0.98 * 5 + 0.02 * g[1] ** 2] as const;
    const m = [0.27 + 0.1 * g[0], -0.18 + 0.1 * g[1]] as const;
    const moved = [1.5 - (0.1 * m[0]) / (v[0] ** 0.4 + 0.01), 0.9 - (0.1 * m[1]) / (v[1] ** 0.4 + 0.01)];
    expect([...state]).toEqual(close([...moved, ...v, ...m]));
  });

  test("with bias correction makes first steps of length η, from v = 0", () => {
    const process = adam(model, { ...options, biasCorrection: true });
    const state = process.initial!([1.5, 0.9]);
    const g = stochastic([1.5, 0.9], 0, 0);
    process.step(state, 0, 0);
    expect([...state.subarray(0, 2)]).toEqual(close([1.5 - 0.1 * Math.sign(g[0]), 0.9 - 0.1 * Math.sign(g[1])]));
  });

  test("corrects by the product of all β₂ of a schedule", () => {
    const rate = (k: number) => 0.1 / (1 + k);
    const process = adam(model, { ...options, learningRate: rate, momentum: 0, biasCorrection: true });
    const state = process.initial!([1.5, 0.9]);
    process.step(state, 0, 0);
    const before = state.slice();
    process.step(state, 0, 1);
    const kept = (1 - 2 * rate(0) ** 2) * (1 - 2 * rate(1) ** 2);
    const g = stochastic([before[0]!, before[1]!], 0, 1);
    for (const a of [0, 1])
      expect(state[a]).toBeCloseTo(before[a]! - (rate(1) * g[a]!) / Math.sqrt(state[2 + a]! / (1 - kept)), 12);
  });

  test("RMSprop is Adam without a first moment", () => {
    const { momentum: _, ...rest } = options;
    const run = (process: Process) => [...simulate(process, { start: [2, 0.5], steps: 9 })].at(-1)!.x;
    const given = { ...rest, secondMoment: [1, 2] };
    expect(run(rmsprop(model, given))).toEqual(run(adam(model, { ...given, momentum: 0 })));
    expect([...rmsprop(model, given).initial!([2, 0.5])]).toEqual([2, 0.5, 1, 2, 0, 0]);
  });

  test("explains a start at v = 0 that nothing corrects, and steps that are too long", () => {
    const process = adam(model, { ...options, learningRate: 0.5 });
    expect(process.explain!(process.initial!([2, 0.5]), 0)).toMatch(/is Infinity where v_0 = 0/);
    expect(process.explain!(Float64Array.of(20, 0.05, 1e-4, 1e-4, 0, 0), 9)).toMatch(/η·λ₁\(S∇²L\).*≥ 38\.00/);
    expect(process.explain!(Float64Array.of(2, 0.5, 1, 1, 0, 0), 9)).toBeUndefined();
  });

  test("refuses options out of range", () => {
    expect(() => adam(model, { ...options, secondMomentRate: 100 })).toThrow(/1 − β₂ must be below 1, not 1/);
    expect(() => adam(model, { ...options, momentum: 1 })).toThrow(/momentum/);
    expect(() => adam(model, { ...options, secondMoment: [1] })).toThrow(/secondMoment must have length 2/);
    expect(() => adam(model, { ...options, secondMomentRate: 0 })).toThrow(/secondMomentRate/);
  });
});

describe("local SGD", () => {
  test("is the mean of workers with noise of their own", () => {
    const process = localSgd(model, { ...noise, learningRate: 0.1, workers: 2, localSteps: 2 });
    const x = Float64Array.of(1.5, 0.9);
    process.step(x, 4, 3);
    const ends = [0, 1].map((worker) => {
      let at: [number, number] = [1.5, 0.9];
      for (const k of [6, 7]) {
        const g = stochastic(at, 4, 2 * k + worker);
        at = [at[0] - 0.1 * g[0], at[1] - 0.1 * g[1]];
      }
      return at;
    });
    expect([...x]).toEqual(close([0, 1].map((a) => (ends[0]![a]! + ends[1]![a]!) / 2)));
    expect(process.timeAt(3)).toBeCloseTo(0.06, 15);
  });

  test("with one worker and one local step is SGD", () => {
    const local = localSgd(model, { ...noise, learningRate: 0.1, workers: 1, localSteps: 1 });
    const plain = sgd(model, { ...noise, learningRate: 0.1 });
    const [x, y] = [local, plain].map((process) => [...simulate(process, { start: [2, 0.5], steps: 5 })].at(-1)!);
    expect(x).toEqual(y);
  });

  test("refuses no workers", () => {
    expect(() => localSgd(model, { ...noise, learningRate: 0.1, workers: 0, localSteps: 1 })).toThrow(/workers/);
    expect(() => localSgd(model, { ...noise, learningRate: 0.1, workers: 1, localSteps: 0 })).toThrow(/localSteps/);
  });
});

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

describe("schedules", () => {
  test("set the rate and the clock Σ η²", () => {
    const decaying = sgd(model, { ...noise, learningRate: (k) => 0.1 / (1 + k) });
    const x = Float64Array.of(1.5, 0.9);
    const y = x.slice();
    decaying.step(x, 0, 4);
    sgd(model, { ...noise, learningRate: 0.02 }).step(y, 0, 4);
    expect([...x]).toEqual([...y]);
    expect([...simulate(decaying, { start: [2, 0.5], steps: 3 })].map(({ time }) => time)).toEqual(
      close([0, 0.01, 0.0125, 0.0125 + 0.01 / 9]),
    );
  });

  test("have to be positive, at every step", () => {
    const process = sgd(model, { ...noise, learningRate: (k) => 0.1 - 0.05 * k });
    expect(() => [...simulate(process, { start: [2, 0.5], steps: 5 })]).toThrow(/learningRate\(2\) must be a positive/);
  });

  test("their sums are the same bits in whatever order they are asked", () => {
    const term = (j: number): number => 1 / (1 + j) ** 1.5;
    const inOrder = partialSums(term);
    const expected = Array.from({ length: 5000 }, (_, k) => inOrder(k));
    const sum = partialSums(term);
    for (const k of [4999, 0, 1024, 1023, 2500, 2047, 2048, 2049, 4998]) expect(sum(k)).toBe(expected[k]);
    expect(expected[3]).toBe(term(0) + term(1) + term(2));
  });
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

describe("limits as processes", () => {
  const start = Float64Array.of(0.8, 0.6, -0.2, 0.5);
  const labelNoise = slowSystem(limits.labelNoise, quadrics, { c: 1 });
  labelNoise.retract!(start);
  const end = (process: Process, steps: number) => [...simulate(process, { start, steps, every: steps })].at(-1)!;

  test("the flow does not depend on dt, follows Euler's method and stays on Γ", () => {
    const coarse = end(limitingFlow(labelNoise, { dt: 0.5 }), 1);
    const fine = end(limitingFlow(labelNoise, { dt: 0.01 }), 50);
    fine.x.forEach((value, a) => {
      expect(value).toBeCloseTo(coarse.x[a]!, 8);
    });
    const euler = end(limitingSde(quadrics, { noise: "labelNoise", dt: 1e-3, seed: 1 }), 500);
    euler.x.forEach((value, a) => {
      expect(value).toBeCloseTo(coarse.x[a]!, 3);
    });
    expect(quadrics.loss(coarse.x)).toBeLessThan(1e-25);
    expect(fine.time).toBeCloseTo(0.5, 14);
  });

  test("the flow is exact to its tolerance: u² − v² = C₀ e^{−t} for label noise on the hyperbola", () => {
    const process = limitingFlow(slowSystem(limits.labelNoise, model, {}), { dt: 2 });
    const x = Float64Array.of(2, 0.5);
    process.step(x, 0, 0);
    expect(x[0]! ** 2 - x[1]! ** 2).toBeCloseTo(3.75 * Math.exp(-2), 9);
  });

  test("slowSde takes the steps of limitingSde where P σ σᵀ P has rank one and the same noise", () => {
    // On a plane curve the square root of PP is P itself.
    const slow = slowSde(slowSystem(limits.isotropic, model, {}), { dt: 0.01, seed: 3 });
    const x = Float64Array.of(2, 0.5);
    const y = x.slice();
    slow.step(x, 1, 2);
    limitingSde(model, { noise: "isotropic", dt: 0.01, seed: 3 }).step(y, 1, 2);
    expect([...x]).toEqual(close([...y]));
  });

  test("slowSde takes the symmetric root of a diffusion that is given as a matrix", () => {
    const A = Float64Array.of(2, 1, 1, 2);
    const drift = Float64Array.of(3, -1);
    const system = { dimension: 2, noisy: 2, coefficients: () => ({ drift, diffusion: A }), drift: () => undefined };
    const x = Float64Array.of(0.5, 0.25);
    slowSde(system, { dt: 0.01, seed: 3 }).step(x, 1, 2);
    const xi = new Float64Array(2);
    fillNormal(3, 1, 2, xi, 2);
    // Eigenvalues 3 along (1, 1) and 1 along (1, −1).
    const [even, odd] = [(Math.sqrt(3) * (xi[0]! + xi[1]!)) / 2, (xi[0]! - xi[1]!) / 2];
    expect([...x]).toEqual(close([0.5 + 0.03 + 0.1 * (even + odd), 0.25 - 0.01 + 0.1 * (even - odd)]));
  });

  test("without noise slowSde is Euler's method", () => {
    const x = start.slice();
    const y = start.slice();
    slowSde(labelNoise, { dt: 0.01, seed: 3 }).step(x, 1, 2);
    limitingSde(quadrics, { noise: "labelNoise", dt: 0.01, seed: 3 }).step(y, 1, 2);
    expect([...x]).toEqual(close([...y]));
  });

  test("a flow that ends names where and when", () => {
    // x' = −1/x from 1 meets the end of its domain at t = 1/2.
    const ending = {
      dimension: 1,
      drift(x: Float64Array, out: Float64Array) {
        if (!(x[0]! > 1e-3)) throw new SimulationError("E_ASSUMPTION", `x = ${x[0]!} is not positive`, { x: x[0]! });
        out[0] = -1 / x[0]!;
      },
    };
    const path = () => [...simulate(limitingFlow(ending, { dt: 0.2 }), { start: [1], steps: 5 })];
    expect(path).toThrow(
      expect.objectContaining({ code: "E_ASSUMPTION", details: expect.objectContaining({ step: 2, time: 0.4 }) }),
    );
    expect(() => limitingFlow(ending, { dt: 0.4, maxSubsteps: 3 }).step(Float64Array.of(1), 0, 0)).toThrow(
      /needs more than 3 steps per dt/,
    );
  });
});
