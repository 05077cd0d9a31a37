/**
 * SGD against its limit, with fixed seeds. Reference values: independent computations with up to 400 000 paths (their
 * own standard errors are a tenth of ours); k·s.e. below is k standard errors of the ensemble under test.
 */
import { describe, expect, test } from "vitest";
import {
  ensemble,
  type Estimate,
  flowNoise,
  ksTest,
  ksTest2,
  limitingSde,
  normalCdf,
  sgd,
} from "../../../src/runtime/index.js";
import { ellipse, flatValley, hyperbola, planeCurveModel } from "../../unit/runtime/fixtures/plane-curve.js";

const expectMean = (estimate: Estimate, expected: number, k = 4): void =>
  expect(Math.abs(estimate.mean - expected)).toBeLessThan(k * estimate.standardError);
const expectVariance = (estimate: Estimate, expected: number, k = 4): void =>
  expect(Math.abs(estimate.variance - expected)).toBeLessThan(k * expected * Math.sqrt(2 / estimate.samples.length));

describe("hyperbola, Σ = I, T = 1 from s = 0.7 (u = eˢ, v = e⁻ˢ)", () => {
  const model = planeCurveModel(hyperbola);
  const start = [Math.exp(0.7), Math.exp(-0.7)];
  // s of Φ(x): u² − v² = 2 sinh 2s is conserved by the flow.
  const observe = { s: (x: Float64Array) => Math.asinh((x[0]! ** 2 - x[1]! ** 2) / 2) / 2 };
  const paths = 20_000;

  test("SGD at η = 0.05 and the limiting SDE have the reference means; with ½ instead of ¼ it would be 0.4562", async () => {
    const learningRate = 0.05;
    const steps = Math.round(1 / learningRate ** 2);
    const discrete = await ensemble(sgd(model, { noise: "isotropic", learningRate, seed: 1 }), {
      ...{ start, steps, paths, observe },
    });
    const limit = await ensemble(limitingSde(model, { noise: "isotropic", dt: 1 / 400, seed: 2 }), {
      ...{ start, steps: 400, paths, observe },
    });
    expectMean(limit.s, 0.5354);
    expectVariance(limit.s, 0.244);
    // The bias of SGD at this η is −0.0084, first order in η.
    expectMean(discrete.s, 0.5354 - 0.0084);
    expectVariance(discrete.s, 0.2398);
    expect(ksTest2(discrete.s.samples, limit.s.samples).statistic).toBeLessThan(0.0092 + 1.95 * Math.sqrt(2 / paths));
    expect(limit.s.mean - 0.4562).toBeGreaterThan(20 * limit.s.standardError);
  });

  test("label noise of SGD follows the limiting flow u² − v² = C₀ e^{−ct}", async () => {
    // c = 1/4 from δ = 1/2; the leading relative bias of the rate is η λ₁/2.
    const learningRate = 0.01;
    const process = sgd(model, { noise: "labelNoise", learningRate, seed: 3, law: "rademacher", scale: 0.5 });
    const { C } = await ensemble(process, {
      ...{ start, steps: 10_000, paths: 100 },
      observe: { C: (x) => x[0]! ** 2 - x[1]! ** 2 },
    });
    const rate = -Math.log(C.mean / (2 * Math.sinh(1.4)));
    expect(rate / 0.25).toBeGreaterThan(0.98);
    expect(rate / 0.25).toBeLessThan(1.05);
  });
});

test("flat valley, Σ = I: the limit is N(−T/8, T)", async () => {
  const { x } = await ensemble(limitingSde(planeCurveModel(flatValley), { noise: "isotropic", dt: 0.1, seed: 4 }), {
    start: [0, 0],
    steps: 10,
    paths: 40_000,
    observe: { x: (state) => state[0]! },
  });
  expectMean(x, -1 / 8);
  expectVariance(x, 1);
  expect(ksTest(x.samples, (value) => normalCdf(value + 1 / 8)).pValue).toBeGreaterThan(1e-3);
  expect(ksTest(x.samples, (value) => normalCdf(value + 1 / 4)).pValue).toBeLessThan(1e-20);
});

describe("ellipse, Σ with all four terms, T = 0.3 from φ = 0.7", () => {
  const model = planeCurveModel(ellipse);
  const start = [2 * Math.cos(0.7), Math.sin(0.7)];
  const observe = { cos: (x: Float64Array) => x[0]! / 2, sin: (x: Float64Array) => x[1]! };

  test("the limiting SDE has the reference means and variances", async () => {
    const process = limitingSde(model, { noise: "declared", dt: 0.3 / 100, seed: 5 });
    const { cos, sin } = await ensemble(process, { start, steps: 100, paths: 20_000, observe });
    expectMean(cos, 0.7748);
    expectMean(sin, 0.5543);
    expectVariance(cos, 0.0255, 12);
    expectVariance(sin, 0.0668, 12);
  });

  test("the derivative-free reference X ← Φ(X + σ dW) has them too", async () => {
    const process = flowNoise(model, { noise: "declared", dt: 0.3 / 25, seed: 6, flow: { rtol: 1e-7, atol: 1e-7 } });
    const { cos, sin } = await ensemble(process, { start, steps: 25, paths: 2_000, observe });
    expectMean(cos, 0.7748);
    expectMean(sin, 0.5543);
  });
});
