import { Decimal } from "decimal.js";
import { describe, expect, test } from "vitest";
import { erfc } from "../../../../src/runtime/erf.js";
import { exp, log } from "../../../../src/runtime/random/elementary.js";
import { gaussian, R, V } from "../../../../src/runtime/random/normal.js";
import { fill } from "../../../../src/runtime/random/law.js";
import { uniform } from "../../../../src/runtime/random/uniform.js";

const precise = Decimal.clone({ precision: 60 });

const exponent = (x: number): number => Math.floor(Math.log2(Math.abs(x)));

/** All the digits of x: its integer mantissa, to decimal, times a power of two. */
function exactly(x: number): Decimal {
  const shift = x === 0 ? 0 : 52 - exponent(x);
  return new precise(x * 2 ** shift).div(precise.pow(2, shift));
}

/** |found − exact| in units of the last place of the exact value. */
const ulps = (found: number, exact: Decimal): number =>
  exactly(found)
    .minus(exact)
    .abs()
    .div(2 ** (exponent(exact.toNumber()) - 52))
    .toNumber();

const spread = new Float64Array(150);
fill(uniform, 12, 0, 0, spread);

describe("within one ulp", () => {
  test("exp on [−60, 60]", () => {
    for (const u of spread) {
      const x = 120 * (u - 0.5);
      expect(ulps(exp(x), precise.exp(exactly(x))), String(x)).toBeLessThan(1);
    }
    expect(exp(0)).toBe(1);
  });

  test("log on (0, 2)", () => {
    for (const u of spread)
      for (const x of [u, 1 + u, 1 - 2 ** -30 * u, 2 ** -52 * u])
        expect(ulps(log(x), precise.ln(exactly(x))), String(x)).toBeLessThan(1);
    expect(log(1)).toBe(0);
  });
});

test("V is the area of the lowest layer of the ziggurat", () => {
  expect(V / (R * Math.exp((-R * R) / 2) + Math.sqrt(Math.PI / 2) * erfc(R / Math.SQRT2))).toBeCloseTo(1, 14);
});

// The bits themselves: they must not change from one engine, machine or release to the next.
test("normal numbers have the same bits everywhere", () => {
  const numbers = new Float64Array(100_000);
  fill(gaussian, 2022, 3, 5, numbers);
  let hash = 0;
  for (const word of new Int32Array(numbers.buffer)) hash = (Math.imul(hash, 31) + word) | 0;
  expect(hash).toBe(-1688770957);
});
