import { describe, expect, it } from "vitest";
import { fillNormal } from "../../../src/runtime/index.js";
import { learningRates, towardsZero } from "../../../src/validate/extrapolation.js";
import { momentsOf, pairedMoments } from "../../../src/validate/moments.js";
import { twoSided, twoSidedQuantile } from "../../../src/validate/normal.js";
import { weakOrder } from "../../../src/validate/order.js";

const normals = (n: number, path: number): Float64Array => {
  const out = new Float64Array(n);
  fillNormal(5, path, 0, out, n);
  return out;
};

describe("extrapolation to η = 0", () => {
  it("is 2E(η/2) − E(η) for halved rates", () => {
    expect(learningRates([0.4, 0.2, 0.1]).first).toEqual([0, -1, 2]);
  });

  it("is exact for polynomials of one degree less than there are points", () => {
    const rates = [0.3, 0.2, 0.11, 0.05];
    const polynomial = (x: number): number => 7 - 3 * x + 2 * x ** 2 - 5 * x ** 3;
    const values = rates.map(polynomial);
    const at0 = towardsZero(rates, 4).reduce((sum, weight, i) => sum + weight * values[i]!, 0);
    expect(at0).toBeCloseTo(7, 12);
  });

  it("estimates the error of the first order by the second: exactly, where there is nothing else", () => {
    const { first, correction } = learningRates([0.4, 0.2, 0.1]);
    const values = [0.4, 0.2, 0.1].map((x) => 1 + 2 * x + 3 * x ** 2);
    const combined = (weights: readonly number[]): number => weights.reduce((sum, w, i) => sum + w * values[i]!, 0);
    expect(combined(first) + combined(correction)).toBeCloseTo(1, 12);
  });
});

describe("moments", () => {
  it("have the standard errors of normal samples: √(1/n) and √(2/n)", () => {
    const n = 20_000;
    const { mean, variance } = momentsOf(normals(n, 1));
    expect(Math.abs(mean.value)).toBeLessThan(4 * mean.standardError);
    expect(mean.standardError * Math.sqrt(n)).toBeCloseTo(1, 1);
    expect(Math.abs(variance.value - 1)).toBeLessThan(4 * variance.standardError);
    expect(variance.standardError * Math.sqrt(n / 2)).toBeCloseTo(1, 1);
  });

  it("of pairs leave out what both have in common", () => {
    const [common, own] = [normals(5000, 2), normals(5000, 3)];
    const a = common.map((x, i) => 1.1 * x + 0.01 * own[i]! + 0.3);
    const { mean, variance } = pairedMoments(a, common);
    expect(mean.standardError).toBeLessThan(0.0015 * 1.1);
    expect(Math.abs(mean.value - 0.3)).toBeLessThan(4 * mean.standardError);
    expect(Math.abs(variance.value - 0.21)).toBeLessThan(4 * variance.standardError);
    expect(variance.value).toBeCloseTo(momentsOf(a).variance.value - momentsOf(common).variance.value, 12);
  });
});

describe("the normal law", () => {
  it("has the quantiles of the tables", () => {
    expect(twoSidedQuantile(0.05)).toBeCloseTo(1.959964, 5);
    expect(twoSidedQuantile(1e-4)).toBeCloseTo(3.890592, 5);
    expect(twoSided(twoSidedQuantile(1e-9))).toBeCloseTo(1e-9, 15);
  });
});

describe("the weak order", () => {
  const errors = (power: number, standardError: number) =>
    [0.4, 0.2, 0.1].map((rate) => ({ value: -3 * rate ** power, standardError }));

  it("is the exponent of the errors", () => {
    expect(weakOrder([0.4, 0.2, 0.1], errors(2, 1e-3))!.value).toBeCloseTo(2, 12);
    expect(weakOrder([0.4, 0.2, 0.1], errors(1, 1e-3))!.value).toBeCloseTo(1, 12);
  });

  it("is not told when an error is no more than noise", () => {
    expect(weakOrder([0.4, 0.2, 0.1], errors(2, 0.02))).toBeUndefined();
  });

  it("has the standard error that its spread over samples shows", () => {
    const slopes = Array.from({ length: 4000 }, (_, i) => {
      const noise = normals(3, i);
      return weakOrder(
        [0.4, 0.2, 0.1],
        errors(1, 0.01).map((error, j) => ({ ...error, value: error.value + 0.01 * noise[j]! })),
      )!.value;
    });
    const spread = Math.sqrt(momentsOf(Float64Array.from(slopes)).variance.value);
    expect(spread / weakOrder([0.4, 0.2, 0.1], errors(1, 0.01))!.standardError).toBeCloseTo(1, 1);
  });
});
