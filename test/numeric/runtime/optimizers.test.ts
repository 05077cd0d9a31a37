/**
 * Each optimizer against its limit, with fixed seeds. Reference values come from independent computations with up to
 * 200 000 paths; where a reference has a standard error of its own, it is given and added in quadrature.
 */
import { describe, expect, test } from "vitest";
import {
  adam,
  ensemble,
  type Estimate,
  heavyBall,
  hessianCovariance,
  isotropicCovariance,
  ksTest,
  ksTest2,
  limitingFlow,
  type LimitingDynamics,
  limits,
  localSgd,
  noiseCovariance,
  normalCdf,
  normalizedGd,
  type Process,
  rmsprop,
  sam,
  sampleCovariance,
  sampleSgd,
  simulate,
  singleSampleSam,
  slowSde,
  slowSystem,
  sqrtLossGd,
} from "../../../src/runtime/index.js";
import { gradientFlow } from "../../../src/runtime/flow/gradient-flow.js";
import { ellipse, flatValley, hyperbola, planeCurveModel } from "../../unit/runtime/fixtures/plane-curve.js";
import { F1, twoValleys } from "../../unit/runtime/fixtures/two-valleys.js";

/** The estimate agrees with a reference (mean, standard error) to k combined standard errors. */
function expectMean({ mean, standardError }: Estimate, reference: number, referenceError = 0, k = 4): void {
  expect(Math.abs(mean - reference)).toBeLessThan(k * Math.hypot(standardError, referenceError));
}
const expectVariance = ({ variance, samples }: Estimate, expected: number, k = 4): void =>
  expect(Math.abs(variance / expected - 1)).toBeLessThan(k * Math.sqrt(2 / samples.length));

const end = (process: Process, start: ArrayLike<number>, steps: number): Float64Array =>
  [...simulate(process, { start, steps, every: steps })].at(-1)!.x;

describe("the two valleys from (1, −0.8), T = 1", () => {
  const distance = (x: Float64Array, [x1, x2]: readonly [number, number]): number =>
    Math.max(Math.abs(x[0]! - x1), Math.abs(x[1]! - x2));

  const odes: [string, LimitingDynamics<unknown>, [number, number]][] = [
    ["normalizedGd", limits.normalizedGd, [0.862348, -0.757644]],
    ["sqrtLoss", limits.sqrtLoss, [0.804265, -0.73759]],
    ["samFull", limits.samFull, [0.430303, -0.561748]],
    ["samSingle", limits.samSingle, [0.354272, -0.595986]],
  ];
  test.each(odes)("the limiting flow %s ends at the reference", (_, dynamics, reference) => {
    const flow = limitingFlow(slowSystem(dynamics, twoValleys, {}), { dt: 1 });
    expect(distance(end(flow, [1, -0.8, 0, 0], 1), reference)).toBeLessThan(6e-7);
  });

  test("normalized GD at η = 0.01 ends within 1e-6 of it", () => {
    const x = end(normalizedGd(twoValleys, { learningRate: 0.01 }), [1, -0.8, 0.005, 1e-8], 10_000);
    expect(distance(x, [0.862348, -0.757644])).toBeLessThan(1e-6);
  });

  test("GD on √L at η = 0.01 ends within 4e-6 of it", () => {
    const bounce = 0.005 * Math.sqrt(F1(1, -0.8)[0]! / 2);
    const x = end(sqrtLossGd(twoValleys, { learningRate: 0.01 }), [1, -0.8, bounce, 1e-8], 10_000);
    expect(distance(x, [0.804265, -0.73759])).toBeLessThan(4e-6);
  });

  test("full-batch SAM has the reference values at finite η", () => {
    const run = (learningRate: number, radius: number): Float64Array => {
      const steps = Math.round(1 / (learningRate * radius ** 2));
      return end(sam(twoValleys, { learningRate, radius }), [1, -0.8, 1e-4, 1e-6], steps);
    };
    expect(distance(run(0.05, 0.02), [0.384919, -0.532109])).toBeLessThan(5e-6);
    expect(distance(run(0.025, 0.02), [0.407828, -0.547396])).toBeLessThan(5e-6);
  });

  test("single-sample SAM has the reference values at finite η", async () => {
    const process = singleSampleSam(twoValleys, { learningRate: 0.025, radius: 0.02, seed: 1 });
    const { x1, x2 } = await ensemble(process, {
      ...{ start: [1, -0.8, 1e-3, 1e-3], steps: 100_000, paths: 5 },
      observe: { x1: (x) => x[0]!, x2: (x) => x[1]! },
    });
    // The reference is one path, so its error is a standard deviation.
    expectMean(x1, 0.307837, Math.sqrt(x1.variance));
    expectMean(x2, -0.565958, Math.sqrt(x2.variance));
  });
});

describe("flat valley L = e^{x/2}y², Σ = I, from 0", () => {
  const model = planeCurveModel(flatValley);
  // Φ(x, y) = x − y²/8.
  const observe = { x: (state: Float64Array) => state[0]! - state[1]! ** 2 / 8 };
  const start = [0, 0];

  test("heavy ball with β = 0.9 at η = 0.05 is nearly N(−1/8, 1) at T = 1", async () => {
    const process = heavyBall(model, { learningRate: 0.05, momentum: 0.9, noise: "isotropic", seed: 1 });
    const { x } = await ensemble(process, { start, steps: 400, paths: 10_000, observe });
    expectMean(x, -0.1194, 0.0022);
    // Short of 1 by the start-up, O(η/(1 − β)).
    expectVariance(x, 0.9646);
    const ks = ksTest(x.samples, (value) => normalCdf(value + 1 / 8)).statistic;
    expect(ks).toBeLessThan(0.0061 + 1.95 / Math.sqrt(10_000));
  });

  test("local SGD with 4 workers, α = 0.6, drifts almost three times as fast as parallel SGD", async () => {
    const options = { learningRate: 0.1, workers: 4, localSteps: 6, noise: "isotropic", seed: 1 } as const;
    const { x } = await ensemble(localSgd(model, options), { start, steps: 17, paths: 8_000, observe });
    expectMean(x, -0.0928, 0.002);
    expectVariance(x, 0.2512);
    expect(-0.0307 - x.mean).toBeGreaterThan(8 * x.standardError);
  });

  test("the slow SDE of local SGD has the reference mean and variance", async () => {
    const options = { Sigma: isotropicCovariance, workers: 4, batch: 4, alpha: 0.6 };
    const process = slowSde(slowSystem(limits.localSgd, model, options), { dt: 1 / 10, seed: 2 });
    const { x } = await ensemble(process, { start, steps: 10, paths: 8_000, observe });
    expectMean(x, -0.0883);
    expectVariance(x, 0.2473);
  });
});

/**
 * A curved Γ, where Σ has mixed terms. At T = 0.36, K = 4, α = 0.9, 20 000 paths each gave for the angle φ: slow SDE
 * 0.6451(11), without the worker factor in the mixed block 0.6255(11), parallel SGD 0.6836(10); local SGD 0.6295(12)
 * and 0.6362(11) at η = 0.05 and 0.025, which extrapolate to 0.6428(26).
 */
describe("ellipse, general Σ, local SGD from φ = 0.7", () => {
  const model = planeCurveModel(ellipse);
  const start = [2 * Math.cos(0.7), Math.sin(0.7)];
  const angle = (x: Float64Array): number => Math.atan2(x[1]!, x[0]! / 2);

  test("the algorithm at η = 0.05", async () => {
    const options = { learningRate: 0.05, workers: 4, localSteps: 18, noise: "declared", seed: 3 } as const;
    const { phi } = await ensemble(localSgd(model, options), {
      ...{ start, steps: 8, paths: 3_000 },
      observe: { phi: (x) => angle(gradientFlow(model, x, { rtol: 1e-5, atol: 1e-5 }).x) },
    });
    expectMean(phi, 0.6295, 0.0012);
    expectVariance(phi, 0.0271);
  });

  test("its slow SDE", async () => {
    const Sigma = noiseCovariance(model.noises.declared!);
    const system = slowSystem(limits.localSgd, model, { Sigma, workers: 4, batch: 4, alpha: 0.9 });
    const { phi } = await ensemble(slowSde(system, { dt: 0.36 / 40, seed: 4 }), {
      ...{ start, steps: 40, paths: 2_000, observe: { phi: angle } },
    });
    expectMean(phi, 0.6451, 0.0011);
    expectVariance(phi, 0.0244);
  });
});

test("two samples that disagree by ±1 on Γ are label noise of variance 1: u² − v² = C₀ e^{−t}", async () => {
  const model = planeCurveModel(hyperbola);
  const samples = {
    count: 2,
    gradient(i: number, x: Float64Array, out: Float64Array) {
      const r = x[0]! * x[1]! - 1 + (i === 0 ? 1 : -1);
      out.set([r * x[1]!, r * x[0]!]);
    },
  };
  const limit = limits.declared.coefficients(model, Float64Array.of(2, 0.5), 1, { Sigma: sampleCovariance(samples) });
  const expected = limits.labelNoise.coefficients(model, Float64Array.of(2, 0.5), 1, {});
  expect(limit.drift[0]).toBeCloseTo(expected.drift[0]!, 13);

  // A batch of 2 halves the covariance, so t counts half; the leading relative bias of the rate is η λ₁/2 ≤ 0.0425.
  const process = sampleSgd({ ...model, samples }, { learningRate: 0.02, batch: 2, seed: 1 });
  const { C } = await ensemble(process, {
    ...{ start: [2, 0.5], steps: 2500, paths: 200 },
    observe: { C: (x) => x[0]! ** 2 - x[1]! ** 2 },
  });
  const rate = -Math.log(C.mean / 3.75);
  expect(rate).toBeGreaterThan(0.5);
  expect(rate).toBeLessThan(0.5 * 1.05);
});

describe("hyperbola, Adam and RMSprop", () => {
  const model = planeCurveModel(hyperbola);
  /** u of the end of the preconditioned flow x' = −S∇L, which conserves u²/S_u − v²/S_v. */
  const end_u = (state: Float64Array): number => {
    const [u, v, a, b] = [state[0]!, state[1]!, Math.sqrt(state[2]!), Math.sqrt(state[3]!)];
    const C = u * u * a - v * v * b;
    return Math.sqrt((C + Math.sqrt(C * C + 4 * a * b)) / (2 * a));
  };
  const observe = { u: end_u, p: (state: Float64Array) => state[2]!, q: (state: Float64Array) => state[3]! };

  describe("label noise of ±1, T = 1.5, from u = 2.5", () => {
    const start = [2.5, 0.4];
    const secondMoment = [0.32, 3.125];

    test("the joint flow of (Y, v) ends at the reference", () => {
      const system = slowSystem(limits.adam, model, { Sigma: hessianCovariance(model), secondMomentRate: 1 });
      const [u, v, p, q] = end(limitingFlow(system, { dt: 1.5 }), [...start, ...secondMoment], 1);
      expect(u).toBeCloseTo(1.63423, 5);
      expect(u! * v!).toBeCloseTo(1, 12);
      expect([p, q]).toEqual([expect.closeTo(0.30019, 5), expect.closeTo(3.46744, 5)]);
    });

    const label = { secondMomentRate: 1, secondMoment, noise: "labelNoise", law: "rademacher", seed: 1 } as const;
    const cases: [string, Process, [number, number], [number, number]][] = [
      ["RMSprop", rmsprop(model, { ...label, learningRate: 0.04 }), [1.631, 0.00007], [0.3106, 3.5759]],
      ["Adam", adam(model, { ...label, learningRate: 0.04 }), [1.65395, 0.00095], [0.3041, 3.6634]],
    ];
    test.each(cases)("%s at η = 0.04 has the reference values", async (_, process, [u, uError], [p, q]) => {
      const found = await ensemble(process, { start, steps: 938, paths: 600, observe });
      expectMean(found.u, u, uError);
      expectMean(found.p, p);
      expectMean(found.q, q);
    });
  });

  test("with isotropic noise RMSprop has the law of the joint SDE", async () => {
    const start = [2, 0.5];
    const secondMoment = [3, 0.4];
    const paths = 3_000;
    const system = slowSystem(limits.adam, model, { Sigma: isotropicCovariance, secondMomentRate: 1 });
    const limit = await ensemble(slowSde(system, { dt: 1 / 80, seed: 1 }), {
      ...{ start: [...start, ...secondMoment], steps: 40, paths, observe },
    });
    const options = { learningRate: 0.05, secondMomentRate: 1, secondMoment, noise: "isotropic", seed: 1 } as const;
    const discrete = await ensemble(rmsprop(model, options), { start, steps: 200, paths, observe });
    expectMean(discrete.u, limit.u.mean, limit.u.standardError);
    expectVariance(discrete.u, limit.u.variance, 6);
    expect(ksTest2(discrete.u.samples, limit.u.samples).statistic).toBeLessThan(1.95 * Math.sqrt(2 / paths));
    // The frozen preconditioner of the start would be a different law.
    expect(limit.p.mean).toBeCloseTo(1 + 2 * Math.exp(-0.5), 1);
  });
});
