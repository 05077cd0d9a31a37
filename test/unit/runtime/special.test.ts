import { Decimal } from "decimal.js";
import { describe, expect, test } from "vitest";
import { erf, erfc, logsumexp, relu, sigmoid, softplus } from "../../../src/runtime/special.js";
import { normalCdf } from "../../../src/runtime/statistics/summary.js";

const Big = Decimal.clone({ precision: 130 });
const ROOT_PI = Big.acos(-1).sqrt();

/** The double x itself: Decimal would read the shortest decimal that rounds to it. */
function exactly(x: number): Decimal {
  if (x === 0) return new Big(0);
  const exponent = Math.floor(Math.log2(Math.abs(x))) - 52;
  return new Big(x / 2 ** exponent).times(new Big(2).pow(exponent));
}

/** erf by its Taylor series, in enough digits to survive the cancellation up to |x| = 9. */
function erfSeries(x: number): Decimal {
  const square = exactly(x).pow(2);
  let power = exactly(x);
  let sum = new Big(0);
  for (let n = 0; n < 500; n++) {
    sum = sum.plus(power.div(2 * n + 1));
    power = power.times(square).div(-(n + 1));
  }
  return sum.times(2).div(ROOT_PI);
}

const relativeError = (value: number, exact: Decimal): number =>
  exact.isZero() ? Math.abs(value) : exact.minus(value).div(exact).abs().toNumber();

const grid = [
  ...[1e-300, 1e-20, 1e-8, 0.01, 0.1, 0.2499, 0.25, 0.5, 0.7, 0.84, 0.84375, 0.9, 1, 1.1, 1.2499, 1.25, 1.3, 1.7, 2],
  ...[2.3, 2.857, 2.8572, 3, 3.4, 4, 4.7, 5.5, 5.99, 6, 7.3, 8.6],
];

describe("erf and erfc", () => {
  test.each(grid)("agree with their series at ±%d", (x) => {
    const exact = erfSeries(x);
    expect(relativeError(erf(x), exact)).toBeLessThan(2.3e-16);
    expect(erf(-x)).toBe(-erf(x));
    expect(relativeError(erfc(x), new Big(1).minus(exact))).toBeLessThan(5e-16);
    expect(relativeError(erfc(-x), new Big(1).plus(exact))).toBeLessThan(2.3e-16);
  });

  test("at infinity, at zero and for NaN", () => {
    expect([erf(Infinity), erf(-Infinity), erf(0), erf(NaN)]).toEqual([1, -1, 0, NaN]);
    expect([erfc(Infinity), erfc(-Infinity), erfc(0), erfc(NaN)]).toEqual([0, 2, 1, NaN]);
  });

  test("the normal distribution function has a small relative error in its lower tail", () => {
    const Phi = (x: number): Decimal => new Big(1).minus(erfSeries(-x / Math.SQRT2)).div(2);
    for (const x of [-0.5, -2, -5, -8]) expect(relativeError(normalCdf(x), Phi(x))).toBeLessThan(2e-15);
    expect(normalCdf(1.5) + normalCdf(-1.5)).toBeCloseTo(1, 15);
  });
});

describe("sigmoid and softplus", () => {
  test.each([-800, -745, -40, -3.5, -1e-9, 0, 1e-9, 0.3, 2, 35, 40, 709, 800])("agree with exact values at %d", (x) => {
    const e = exactly(x).exp();
    const close = (value: number, exact: Decimal): void =>
      expect(Math.abs(exact.minus(value).toNumber())).toBeLessThanOrEqual(4e-16 * exact.toNumber() + 5e-324);
    close(sigmoid(x), e.div(e.plus(1)));
    close(softplus(x), e.plus(1).ln());
  });

  test("at infinity and for NaN", () => {
    expect([sigmoid(Infinity), sigmoid(-Infinity), sigmoid(NaN)]).toEqual([1, 0, NaN]);
    expect([softplus(Infinity), softplus(-Infinity), softplus(NaN)]).toEqual([Infinity, 0, NaN]);
  });
});

test("relu", () => {
  expect([relu(-2), relu(0), relu(3), relu(NaN), relu(Infinity)]).toEqual([0, 0, 3, NaN, Infinity]);
});

describe("logsumexp", () => {
  test("is safe for large, small, infinite and no terms", () => {
    expect(logsumexp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logsumexp([-1000, -1000, -1000])).toBeCloseTo(-1000 + Math.log(3), 12);
    expect(logsumexp([0, 1, 2])).toBeCloseTo(Math.log(1 + Math.E + Math.E ** 2), 15);
    expect(logsumexp(Float64Array.of(-Infinity, 2))).toBe(2);
    expect(logsumexp([])).toBe(-Infinity);
    expect(logsumexp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(logsumexp([3, Infinity])).toBe(Infinity);
    expect(logsumexp([3, NaN])).toBeNaN();
  });
});
