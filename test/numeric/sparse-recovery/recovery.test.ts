/** The experiment of docs/sparse-recovery.md, small: what it shows, with fixed seeds. */
import { describe, expect, test } from "vitest";
import { diagonalNetwork, squareNetwork } from "../../../examples/sparse-recovery/networks.js";
import { atZero, integratedPath, predictedPath, sgdPath } from "../../../examples/sparse-recovery/path.js";
import { sparseProblem } from "../../../examples/sparse-recovery/problem.js";
import { testErrors } from "../../../examples/sparse-recovery/published.js";
import {
  flowError,
  labelNoiseError,
  leastNormError,
  problemOf,
  RECOVERED,
} from "../../../examples/sparse-recovery/scaling.js";
import { gradientFlow } from "../../../src/runtime/index.js";
import { endpoint } from "../../../src/validate/endpoint.js";

describe.each(["signs", "gaussian"] as const)("40 samples in 100 dimensions, %s", (law) => {
  const problem = sparseProblem({ n: 40, d: 100, sparsity: 5, law, seed: 1 });

  test("the limit of label noise recovers w*, gradient flow and the least norm do not", () => {
    expect(labelNoiseError(problem)).toBeLessThan(1e-3);
    expect(flowError(problem)).toBeGreaterThan(0.5);
    expect(leastNormError(problem)).toBeGreaterThan(0.5);
  });
});

test("gradient flow needs almost d samples, label noise does not at twice the dimension", () => {
  expect(flowError(problemOf(40, 48, 1))).toBeGreaterThan(RECOVERED);
  expect(labelNoiseError(problemOf(40, 96, 1))).toBeLessThan(RECOVERED);
});

test("Φ is found late on the path too, where ∇²L is nearly of lower rank and its flow would take days", () => {
  const { model, start } = diagonalNetwork(problemOf(30, 40, 1));
  const late = new Float64Array(model.dimension);
  model.labelNoiseFlow!(start(1), 6, late);
  const beside = late.map((value, a) => value * (1 + 0.01 * Math.sin(a)));
  expect(() => gradientFlow(model, beside, { maxSteps: 20_000 })).toThrow("close to losing rank");
  expect(model.loss(endpoint(model)(beside))).toBeLessThan(1e-25);
});

test("a problem with more samples keeps those of the smaller one", () => {
  const [small, large] = [problemOf(3, 20, 7), problemOf(5, 20, 7)];
  expect(large.Z.values.slice(0, 60)).toEqual(small.Z.values);
  expect(large.y.slice(0, 3)).toEqual(small.y);
});

const small = diagonalNetwork(sparseProblem({ n: 12, d: 24, sparsity: 2, law: "signs", seed: 3 }));

test("the limiting flow in closed form is the integrated one", () => {
  const closed = predictedPath(small, 1, 1, 3);
  integratedPath(small, 1, 1, 3).forEach(({ time, trace, error }, i) => {
    expect(time).toBeCloseTo(closed[i]!.time, 12);
    expect(Math.abs(trace / closed[i]!.trace - 1)).toBeLessThan(1e-5);
    expect(Math.abs(error - closed[i]!.error)).toBeLessThan(1e-5);
  });
});

test.each([2, 5])("from a start of %s instead of 1 the limit is later by ½ ln α, and the same", (alpha) => {
  const problem = problemOf(12, 24, 3);
  const later = labelNoiseError(problem, 1 + Math.log(alpha) / 2, alpha);
  expect(Math.abs(later / labelNoiseError(problem, 1) - 1)).toBeLessThan(1e-9);
});

test("tr∇²L and the error of label-noise SGD, extrapolated to η = 0, go as predicted", () => {
  const options = { alpha: 1, T: 2, looks: 4, paths: 8, delta: 1, seed: 5 };
  const closed = predictedPath(small, 1, 2, 4);
  const rates = [0.008, 0.004, 0.002];
  const runs = rates.map((eta) => sgdPath(small, { ...options, eta }));
  const off = (looks: (typeof runs)[number]) => Math.abs(looks[1]!.trace.mean - closed[1]!.trace);
  expect(off(runs[1]!)).toBeLessThan(0.65 * off(runs[0]!));
  expect(off(runs[2]!)).toBeLessThan(0.6 * off(runs[1]!));
  atZero(rates, runs).forEach((look, i) => {
    for (const key of ["trace", "error"] as const) {
      const { mean, standardError, moved } = look[key];
      // The error bar: what sampling leaves, and half of what the parabola has moved the line's extrapolation.
      expect(Math.abs(mean - closed[i]![key]), `${key} at look ${i}`).toBeLessThanOrEqual(
        4 * standardError + moved / 2 + 1e-9 * mean,
      );
    }
  });
});

test("label-noise SGD on v∘v ends near w*, gradient descent where it was", () => {
  const problem = sparseProblem({ n: 20, d: 40, sparsity: 3, law: "gaussian", positive: true, seed: 2 });
  const setting = { alpha: 1, delta: 1, steps: 150_000, looks: 6, paths: 2, rate: 0.01, seed: 4 };
  const last = testErrors(squareNetwork(problem), setting).at(-1)!;
  expect(last.labelNoise.mean + 4 * last.labelNoise.standardError).toBeLessThan(0.1);
  expect(last.gradientDescent).toBeGreaterThan(1);
});
