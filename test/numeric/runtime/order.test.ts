/**
 * The order in η at which an algorithm approaches its limit, as the slope of ln|error| against ln η over three η, on
 * losses of which no value is tabulated. Deterministic limits, so few paths suffice; each error is many standard
 * errors.
 */
import { describe, expect, test } from "vitest";
import {
  ensemble,
  gradientFlow,
  hessianCovariance,
  limitingFlow,
  type LimitingDynamics,
  limits,
  normalizedGd,
  type Process,
  retraction,
  rmsprop,
  sam,
  sgd,
  simulate,
  singleSampleSam,
  slowSystem,
  sqrtLossGd,
} from "../../../src/runtime/index.js";
import { slope } from "../../support/slope.js";
import { flatValley, planeCurveModel } from "../../unit/runtime/fixtures/plane-curve.js";
import { quadrics } from "../../unit/runtime/fixtures/quadrics.js";
import { F1, twoValleys } from "../../unit/runtime/fixtures/two-valleys.js";

const end = (process: Process, start: ArrayLike<number>, steps: number): Float64Array =>
  [...simulate(process, { start, steps, every: steps })].at(-1)!.x;

const first = (order: number): void => {
  expect(order).toBeGreaterThan(0.7);
  expect(order).toBeLessThan(1.4);
};

describe("two valleys, T = 1", () => {
  const limit = (dynamics: LimitingDynamics<unknown>): Float64Array =>
    end(limitingFlow(slowSystem(dynamics, twoValleys, {}), { dt: 1 }), [1, -0.8, 0, 0], 1);
  const etas = [0.04, 0.02, 0.01];
  const steps = (eta: number): number => Math.round(1 / eta ** 2);

  test("normalized GD: second order", () => {
    const [x1] = limit(limits.normalizedGd);
    const errors = etas.map(
      (eta) => end(normalizedGd(twoValleys, { learningRate: eta }), [1, -0.8, eta / 2, 1e-8], steps(eta))[0]! - x1!,
    );
    expect(slope(etas, errors)).toBeCloseTo(2, 1);
  });

  test("GD on √L: second order", () => {
    const [x1] = limit(limits.sqrtLoss);
    const steepness = Math.sqrt(F1(1, -0.8)[0]! / 2);
    const errors = etas.map((eta) => {
      const start = [1, -0.8, (eta / 2) * steepness, 1e-8];
      return end(sqrtLossGd(twoValleys, { learningRate: eta }), start, steps(eta))[0]! - x1!;
    });
    expect(slope(etas, errors)).toBeCloseTo(2, 1);
  });

  const samEtas = [0.1, 0.05, 0.025];
  test("full-batch SAM: first order", () => {
    const [x1] = limit(limits.samFull);
    const errors = samEtas.map((eta) => {
      const process = sam(twoValleys, { learningRate: eta, radius: 0.02 });
      return end(process, [1, -0.8, 1e-4, 1e-6], Math.round(1 / (eta * 0.02 ** 2)))[0]! - x1!;
    });
    first(slope(samEtas, errors));
  });

  test("single-sample SAM: first order", async () => {
    const [x1] = limit(limits.samSingle);
    const errors: number[] = [];
    for (const eta of samEtas) {
      const process = singleSampleSam(twoValleys, { learningRate: eta, radius: 0.04, seed: 1 });
      const { x } = await ensemble(process, {
        ...{ start: [1, -0.8, 1e-3, 1e-3], steps: Math.round(1 / (eta * 0.04 ** 2)), paths: 10 },
        observe: { x: (state) => state[0]! },
      });
      errors.push(x.mean - x1!);
      expect(Math.abs(x.mean - x1!)).toBeGreaterThan(20 * x.standardError);
    }
    first(slope(samEtas, errors));
  });
});

/** E observable at the end of the algorithm minus its limit, for each η, all more than `clear` standard errors. */
async function biases(
  make: (eta: number) => Process,
  etas: readonly number[],
  T: number,
  {
    start,
    paths,
    expected,
    observe,
    clear = 10,
  }: {
    readonly start: ArrayLike<number>;
    readonly paths: number;
    readonly expected: number;
    readonly observe: (state: Float64Array) => number;
    readonly clear?: number;
  },
): Promise<number[]> {
  const errors: number[] = [];
  for (const eta of etas) {
    const steps = Math.round(T / eta ** 2);
    const { value } = await ensemble(make(eta), { start, steps, paths, observe: { value: observe } });
    errors.push(value.mean - expected);
    expect(Math.abs(value.mean - expected)).toBeGreaterThan(clear * value.standardError);
  }
  return errors;
}

test("label-noise SGD on the flat valley, whose limit is −2 ln(1 + t/8): first order", async () => {
  const model = planeCurveModel(flatValley);
  const etas = [0.16, 0.08, 0.04];
  const errors = await biases(
    (learningRate) => sgd(model, { learningRate, noise: "labelNoise", law: "rademacher", seed: 1 }),
    etas,
    1,
    { start: [0, 0], paths: 1000, expected: -2 * Math.log(1 + 1 / 8), observe: (x) => x[0]! - x[1]! ** 2 / 8 },
  );
  first(slope(etas, errors));
});

describe("a curved surface in ℝ⁴", () => {
  const start = Float64Array.of(0.8, 0.6, -0.2, 0.5);
  retraction(quadrics)(start);
  const etas = [0.12, 0.06, 0.03];

  test("label-noise SGD: first order", async () => {
    const flow = limitingFlow(slowSystem(limits.labelNoise, quadrics, {}), { dt: 0.5 });
    const errors = await biases(
      (learningRate) => sgd(quadrics, { learningRate, noise: "labelNoise", law: "rademacher", seed: 1 }),
      etas,
      0.5,
      {
        ...{ start, paths: 500, expected: end(flow, start, 1)[0]!, clear: 5 },
        observe: (x) => gradientFlow(quadrics, x, { rtol: 1e-6, atol: 1e-6 }).x[0]!,
      },
    );
    first(slope(etas, errors));
  });

  test("RMSprop with label noise, second moments: first order", async () => {
    const v = [0.5, 1, 1, 0.2];
    const system = slowSystem(limits.adam, quadrics, { Sigma: hessianCovariance(quadrics), secondMomentRate: 1 });
    const limit = end(limitingFlow(system, { dt: 0.5 }), [...start, ...v], 1);
    const errors = await biases(
      (learningRate) =>
        rmsprop(quadrics, {
          ...{ learningRate, secondMomentRate: 1, secondMoment: v, noise: "labelNoise", law: "rademacher", seed: 1 },
        }),
      etas,
      0.5,
      { start, paths: 500, expected: limit[5]!, observe: (state) => state[5]!, clear: 3 },
    );
    first(slope(etas, errors));
  });
});
