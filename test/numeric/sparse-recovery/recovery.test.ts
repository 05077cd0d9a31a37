/** The experiment of docs/sparse-recovery.md, small: what it shows, with fixed seeds. */
import { describe, expect, test } from "vitest";
import { diagonalNetwork, squareNetwork } from "../../../examples/sparse-recovery/networks.js";
import { integratedPath, predictedPath, sgdPath } from "../../../examples/sparse-recovery/path.js";
import { sparseProblem } from "../../../examples/sparse-recovery/problem.js";
import { testErrors } from "../../../examples/sparse-recovery/published.js";
import {
  flowError,
  labelNoiseError,
  leastNormError,
  problemOf,
  RECOVERED,
} from "../../../examples/sparse-recovery/scaling.js";

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

test("tr∇²L and the error of label-noise SGD go as predicted, up to a part that shrinks with η", () => {
  const options = { alpha: 1, T: 2, looks: 4, paths: 8, delta: 1, seed: 5 };
  const closed = predictedPath(small, 1, 2, 4);
  const coarse = sgdPath(small, { ...options, eta: 0.008 });
  const fine = sgdPath(small, { ...options, eta: 0.004 });
  // In the first half the largest ηλ is not small, and neither is its square.
  const off = (looks: typeof fine) => Math.abs(looks[1]!.trace.mean - closed[1]!.trace);
  expect(off(fine)).toBeLessThan(0.65 * off(coarse));
  for (const i of [2, 3, 4])
    for (const key of ["trace", "error"] as const) {
      const extrapolated = 2 * fine[i]![key].mean - coarse[i]![key].mean;
      const error = Math.hypot(2 * fine[i]![key].standardError, coarse[i]![key].standardError);
      // The error bar: what sampling leaves, and half of what the extrapolation to η = 0 has moved.
      const moved = Math.abs(fine[i]![key].mean - coarse[i]![key].mean);
      expect(Math.abs(extrapolated - closed[i]![key]), `${key} at look ${i}`).toBeLessThan(4 * error + moved / 2);
    }
});

test("label-noise SGD on v∘v ends near w*, gradient descent where it was", () => {
  const problem = sparseProblem({ n: 20, d: 40, sparsity: 3, law: "gaussian", positive: true, seed: 2 });
  const setting = { alpha: 1, delta: 1, steps: 150_000, looks: 6, paths: 2, rate: 0.01, seed: 4 };
  const last = testErrors(squareNetwork(problem), setting).at(-1)!;
  expect(last.labelNoise.mean + 4 * last.labelNoise.standardError).toBeLessThan(0.1);
  expect(last.gradientDescent).toBeGreaterThan(1);
});
