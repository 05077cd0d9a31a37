/** Algorithms without noise: normalized GD, GD on √L, SAM. */
import { describe, expect, test } from "vitest";
import {
  fillUniform,
  normalizedGd,
  type Process,
  sam,
  singleSampleSam,
  sqrtLossGd,
} from "../../../../src/runtime/index.js";
import { close, model } from "../fixtures/noisy-hyperbola.js";
import { twoValleys } from "../fixtures/two-valleys.js";

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
