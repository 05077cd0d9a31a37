import { expect, test } from "vitest";
import { kolmogorovTail, ksTest, ksTest2 } from "../../../src/runtime/statistics/kolmogorov-smirnov.js";
import { summarize } from "../../../src/runtime/statistics/summary.js";
import { fillUniform } from "../../../src/runtime/random/uniform.js";

const uniforms = (path: number, count: number): Float64Array => {
  const out = new Float64Array(count);
  fillUniform(1, path, 0, out, count);
  return out;
};

test("mean, variance and standard error, also about a large mean", () => {
  const { mean, variance, standardError } = summarize([1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4]);
  expect(mean).toBe(1e9 + 2.5);
  expect(variance).toBeCloseTo(5 / 3, 14);
  expect(standardError).toBeCloseTo(Math.sqrt(5 / 12), 14);
  expect(summarize([7])).toEqual({ mean: 7, variance: 0, standardError: 0 });
});

test("Kolmogorov's law: tabulated quantiles, and both series agree where they meet", () => {
  expect(kolmogorovTail(1.22384787021708)).toBeCloseTo(0.1, 12);
  expect(kolmogorovTail(1.35809863932255)).toBeCloseTo(0.05, 12);
  expect(kolmogorovTail(1.62762361151895)).toBeCloseTo(0.01, 12);
  expect(kolmogorovTail(1 - 1e-12)).toBeCloseTo(kolmogorovTail(1), 10);
  expect([kolmogorovTail(0), kolmogorovTail(10)]).toEqual([1, expect.closeTo(0, 80)]);
});

test("one sample: the statistic by hand, and p-values uniform under the hypothesis", () => {
  expect(ksTest([0.1, 0.4, 0.7], (x) => x).statistic).toBeCloseTo(0.3, 15);
  const pValues = Float64Array.from({ length: 2000 }, (_, path) => ksTest(uniforms(path, 50), (x) => x).pValue);
  expect(ksTest(pValues, (x) => x).pValue).toBeGreaterThan(1e-3);
  expect(ksTest(uniforms(0, 500), (x) => x * x).pValue).toBeLessThan(1e-10);
});

test("two samples: ties, equal laws and different laws", () => {
  expect(ksTest2([1, 1, 2], [1, 2, 2]).statistic).toBeCloseTo(1 / 3, 15);
  expect(ksTest2([1, 2], [3, 4]).statistic).toBe(1);
  expect(ksTest2(uniforms(1, 3000), uniforms(2, 2000)).pValue).toBeGreaterThan(1e-3);
  expect(ksTest2(uniforms(1, 3000), uniforms(2, 2000).map(Math.sqrt)).pValue).toBeLessThan(1e-10);
});
