import { describe, expect, test } from "vitest";
import { ksTest } from "../../../../src/runtime/statistics/kolmogorov-smirnov.js";
import { fillNormal } from "../../../../src/runtime/random/normal.js";
import { normalCdf } from "../../../../src/runtime/statistics/summary.js";
import { fillRademacher, fillUniform } from "../../../../src/runtime/random/uniform.js";

const COUNT = 400_000;
type Fill = typeof fillNormal;
const drawn = (fill: Fill, seed = 1, path = 0, step = 0, count = COUNT): Float64Array => {
  const out = new Float64Array(count);
  fill(seed, path, step, out, count);
  return out;
};
const moment = (xs: Float64Array, k: number): number => xs.reduce((sum, x) => sum + x ** k, 0) / xs.length;
const correlation = (xs: Float64Array, ys: Float64Array): number =>
  xs.reduce((sum, x, i) => sum + x * ys[i]!, 0) / xs.length;
/** Five standard errors of the mean of COUNT numbers of variance v. */
const five = (v: number): number => 5 * Math.sqrt(v / COUNT);

describe("normal numbers", () => {
  const xs = drawn(fillNormal);

  test("have the moments 0, 1, 0, 3, 0, 15", () => {
    expect(Math.abs(moment(xs, 1))).toBeLessThan(five(1));
    expect(Math.abs(moment(xs, 2) - 1)).toBeLessThan(five(2));
    expect(Math.abs(moment(xs, 3))).toBeLessThan(five(15));
    expect(Math.abs(moment(xs, 4) - 3)).toBeLessThan(five(96));
    expect(Math.abs(moment(xs, 5))).toBeLessThan(five(945));
    expect(Math.abs(moment(xs, 6) - 15)).toBeLessThan(five(10170));
  });

  test.each([1, 2, 3, 4])("have the normal law (Kolmogorov–Smirnov), seed %i", (seed) => {
    expect(ksTest(drawn(fillNormal, seed), normalCdf).pValue).toBeGreaterThan(1e-3);
  });

  test("have the normal law when drawn one per step, as a process does", () => {
    const out = new Float64Array(1);
    const perStep = Float64Array.from({ length: 100_000 }, (_, step) => {
      fillNormal(9, 3, step, out, 1);
      return out[0]!;
    });
    expect(ksTest(perStep, normalCdf).pValue).toBeGreaterThan(1e-3);
  });

  test("have the tail beyond the last layer", () => {
    // The tail beyond R = 3.654… has probability 2.58e-4; its law is that of |x| given |x| > R.
    const R = 3.6541528853610088;
    const tail = Float64Array.from([0, 1, 2, 3, 4].flatMap((path) => [...drawn(fillNormal, 5, path)])).filter(
      (x) => Math.abs(x) > R,
    );
    const expected = 5 * COUNT * 2 * normalCdf(-R);
    expect(Math.abs(tail.length - expected)).toBeLessThan(5 * Math.sqrt(expected));
    const conditional = (x: number): number => 1 - normalCdf(-x) / normalCdf(-R);
    expect(ksTest(tail.map(Math.abs), conditional).pValue).toBeGreaterThan(1e-3);
    expect(Math.abs(tail.reduce((sum, x) => sum + Math.sign(x), 0))).toBeLessThan(5 * Math.sqrt(expected));
  });

  test("number i does not depend on how many are drawn", () => {
    expect(drawn(fillNormal, 1, 0, 0, 7)).toEqual(xs.slice(0, 7));
    expect(drawn(fillNormal, 1, 0, 0, 8)).toEqual(xs.slice(0, 8));
  });

  test.each([
    ["seeds", drawn(fillNormal, 2)],
    ["paths", drawn(fillNormal, 1, 1)],
    ["steps", drawn(fillNormal, 1, 0, 1)],
    ["neighbours", xs.slice(1)],
  ])("are uncorrelated between %s", (_, other) => {
    const n = other.length;
    expect(Math.abs(correlation(xs.subarray(0, n), other))).toBeLessThan(five(1));
    const squares = (values: Float64Array): Float64Array => values.map((x) => x * x - 1);
    expect(Math.abs(correlation(squares(xs.subarray(0, n)), squares(other)))).toBeLessThan(five(4));
  });
});

describe("uniform numbers", () => {
  test("have the uniform law and stay off both ends", () => {
    const us = drawn(fillUniform);
    expect(ksTest(us, (u) => u).pValue).toBeGreaterThan(1e-3);
    expect(us.every((u) => u > 0 && u < 1)).toBe(true);
  });

  test("number i does not depend on how many are drawn", () => {
    expect(drawn(fillUniform, 1, 0, 0, 5)).toEqual(drawn(fillUniform, 1, 0, 0, 6).slice(0, 5));
  });
});

describe("signs", () => {
  const signs = drawn(fillRademacher);

  test("are ±1, fair and uncorrelated with their neighbours", () => {
    expect(new Set(signs)).toEqual(new Set([-1, 1]));
    expect(Math.abs(moment(signs, 1))).toBeLessThan(five(1));
    for (const lag of [1, 2, 32, 128])
      expect(Math.abs(correlation(signs.subarray(0, COUNT - lag), signs.subarray(lag)))).toBeLessThan(five(1));
  });

  test("number i does not depend on how many are drawn", () => {
    expect(drawn(fillRademacher, 1, 0, 0, 200)).toEqual(signs.slice(0, 200));
  });
});
