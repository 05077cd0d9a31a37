import { describe, expect, test } from "vitest";
import { ensemble, ensembleOverTime } from "../../../src/runtime/ensemble/ensemble.js";
import { Forest, type Tree } from "../../../src/runtime/ensemble/forest.js";
import { mergeSketches, quantileOf, type Sketch, sketchOf } from "../../../src/runtime/ensemble/quantile-sketch.js";
import { type Tally, tallyOf } from "../../../src/runtime/ensemble/tally.js";
import { limitingSde } from "../../../src/runtime/processes/limiting-sde.js";
import { fillNormal } from "../../../src/runtime/random/index.js";
import { summarize } from "../../../src/runtime/statistics/summary.js";
import { flatValley, hyperbola, planeCurveModel } from "./fixtures/plane-curve.js";

const process = limitingSde(planeCurveModel(hyperbola), { noise: "isotropic", dt: 0.01, seed: 1 });
const start = [2, 0.5];
const observe = { u: (x: Float64Array) => x[0]!, v: (x: Float64Array) => x[1]! };
const steps = 10;

function normals(count: number): Float64Array {
  const out = new Float64Array(count);
  fillNormal(3, 0, 0, out, count);
  return out;
}

/** The trees of the leaves from `from` on, `size` numbers each. */
function leaves(values: Float64Array, size: number, from = 0): Tree[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, i) => {
    const leaf = values.slice(i * size, (i + 1) * size);
    return { level: 0, index: from + i, tally: tallyOf(leaf, 1, leaf.length, [{ from: -1, to: 1, cells: 4 }]) };
  });
}

function grown(trees: readonly Tree[]): Forest {
  const forest = new Forest();
  for (const tree of trees) forest.push(tree);
  return forest;
}

describe("a forest of tallies", () => {
  const values = normals(1003);
  const whole = grown(leaves(values, 10));

  test.each([1, 2, 8, 32])("is the same from parts of %i leaves that others have tallied", (size) => {
    const parts: Tree[] = [];
    const all = leaves(values, 10);
    for (let i = 0; i < all.length; i += size) parts.push(...grown(all.slice(i, i + size)).trees);
    expect(grown(parts).trees).toEqual(whole.trees);
  });

  test("has the count, moments, extremes and histogram of all numbers", () => {
    const total = (read: (tally: Tally) => number): number =>
      whole.trees.reduce((sum, { tally }) => sum + read(tally), 0);
    expect(whole.trees.map(({ level }) => level)).toEqual([6, 5, 2, 0]);
    expect(total(({ count }) => count)).toBe(1003);
    expect(total(({ count, mean }) => count * mean[0]!) / 1003).toBeCloseTo(summarize(values).mean, 14);
    const cell = (low: number, high: number): number => values.filter((x) => x >= low && x < high).length;
    expect([0, 1, 2, 3, 4, 5].map((i) => total(({ histograms }) => histograms[0]![i]!))).toEqual([
      cell(-Infinity, -1),
      cell(-1, -0.5),
      cell(-0.5, 0),
      cell(0, 0.5),
      cell(0.5, 1),
      cell(1, Infinity),
    ]);
  });
});

describe("quantiles", () => {
  /** Pairs of equal weight merged until none is left, as a forest does it. */
  function sketched(values: Float64Array): Sketch[] {
    return grown(leaves(values, 32)).trees.map(({ tally }) => tally.sketches[0]!);
  }

  test("are exact up to 1024 numbers", () => {
    const values = normals(1024);
    const quantile = quantileOf(sketched(values));
    const sorted = values.slice().sort();
    expect([0, 0.25, 0.5, 0.9, 1].map(quantile)).toEqual([0, 255, 511, 921, 1023].map((i) => sorted[i]));
  });

  test("are within the stated bound of the rank beyond, in bounded memory", () => {
    const values = normals(100_000);
    const sketches = sketched(values);
    expect(sketches.reduce((sum, sketch) => sum + sketch.values.length, 0)).toBeLessThan(10 * 1024);
    const quantile = quantileOf(sketches);
    const sorted = values.slice().sort();
    for (let p = 0.01; p < 1; p += 0.01) {
      const rank = sorted.findIndex((x) => x >= quantile(p)) / values.length;
      // log₂(10⁵/1024) / (2·1024)
      expect(Math.abs(rank - p), `p = ${p}`).toBeLessThan(0.0033);
    }
  });

  test("of equal numbers are that number", () => {
    const three = sketchOf(new Float64Array(1024).fill(3));
    const merged = mergeSketches(three, three, true);
    expect(merged.weight).toBe(2);
    expect(quantileOf([merged])(0.5)).toBe(3);
  });

  test("are refused beyond 0 and 1", () => {
    expect(() => quantileOf([sketchOf(Float64Array.of(1))])(1.5)).toThrow(RangeError);
  });
});

describe("ensemble", () => {
  test("estimates covariance, extremes, quantiles and histograms of what it samples", async () => {
    const paths = 500;
    const histograms = { u: { from: 1.5, to: 2.5, cells: 7 } };
    const { u, v } = await ensemble(process, { start, steps, paths, observe, histograms });
    const sorted = u.samples.slice().sort();
    expect(u.count).toBe(paths);
    expect([u.minimum, u.maximum]).toEqual([sorted[0], sorted[499]]);
    expect(u.quantile(0.5)).toBe(sorted[249]);
    const { mean, variance } = summarize(u.samples);
    expect([u.mean, u.variance]).toEqual([expect.closeTo(mean, 14), expect.closeTo(variance, 14)]);
    expect(u.covariance.u).toBe(u.variance);
    const together = u.samples.reduce((sum, x, i) => sum + (x - u.mean) * (v.samples[i]! - v.mean), 0) / (paths - 1);
    expect(u.covariance.v).toBeCloseTo(together, 14);
    expect(v.covariance.u).toBe(u.covariance.v);
    const { counts, below, above } = u.histogram!;
    expect(counts).toHaveLength(7);
    expect(below + above + counts.reduce((sum, count) => sum + count)).toBe(paths);
    expect(counts[3]).toBe(u.samples.filter((x) => x >= 1.5 + 3 / 7 && x < 1.5 + 4 / 7).length);
    expect(v.histogram).toBeUndefined();
  });

  test("keeps no samples when told so, with the same estimates", async () => {
    const paths = 70;
    const kept = await ensemble(process, { start, steps, paths, observe });
    const streamed = await ensemble(process, { start, steps, paths, observe, samples: false });
    expect(streamed.u).not.toHaveProperty("samples");
    const { samples, quantile, ...estimates } = kept.u;
    expect(streamed.u).toMatchObject(estimates);
    expect(streamed.u.quantile(0.3)).toBe(quantile(0.3));
    expect(samples).toHaveLength(paths);
  });

  test("refuses histograms that are none", async () => {
    for (const cells of [
      { from: 1, to: 1, cells: 3 },
      { from: 0, to: 1, cells: 0 },
      { from: -Infinity, to: 1, cells: 3 },
    ])
      await expect(ensemble(process, { start, steps, paths: 1, observe, histograms: { u: cells } })).rejects.toThrow(
        RangeError,
      );
  });
});

describe("ensemble over time", () => {
  test("has at each time what an ensemble of that length has", async () => {
    const paths = 40;
    const frames = await ensembleOverTime(process, { start, steps: 10, every: 4, paths, observe });
    expect(frames.map(({ step, time }) => [step, time])).toEqual([
      [0, 0],
      [4, 0.04],
      [8, 0.08],
      [10, 0.1],
    ]);
    const { u } = await ensemble(process, { start, steps: 8, paths, observe });
    expect(frames[2]!.estimates.u.samples).toEqual(u.samples);
    expect(frames[2]!.estimates.u.mean).toBe(u.mean);
  });

  test("takes slow times", async () => {
    // On the flat valley x(t) ~ N(−t/8, t).
    const flat = limitingSde(planeCurveModel(flatValley), { noise: "isotropic", dt: 0.1, seed: 4 });
    const frames = await ensembleOverTime(flat, {
      ...{ start: [0, 0], at: [0.5, 1, 2], paths: 4000, samples: false },
      observe: { x: (state) => state[0]! },
    });
    for (const { step, time, estimates } of frames) {
      expect(step).toBe(Math.round(10 * time));
      expect(Math.abs(estimates.x.mean + time / 8)).toBeLessThan(4 * estimates.x.standardError);
      expect(Math.abs(estimates.x.variance - time)).toBeLessThan(4 * time * Math.sqrt(2 / 4000));
    }
  });

  test("refuses times that do not increase", async () => {
    const options = { start, paths: 1, observe };
    await expect(ensembleOverTime(process, { ...options, at: [0.1, 0.1] })).rejects.toThrow(/increasing/);
    await expect(ensembleOverTime(process, { ...options, at: [-1] })).rejects.toThrow(RangeError);
    await expect(ensembleOverTime(process, { ...options, steps: 4, every: 0 })).rejects.toThrow(/every/);
  });
});
