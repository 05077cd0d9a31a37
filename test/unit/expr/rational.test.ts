/** Exact rationals: how they are read, and the doubles nearest to them. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Rational, rationals } from "../../../src/expr/index.js";

const { addQ, compareQ, divQ, exactRoot, formatQ, mulQ, negQ, parseRational, powQ, rational, toNumber } = rationals;

test.each([
  ["0.1", "1/10"],
  [".5", "1/2"],
  ["5.", "5"],
  ["1e-3", "1/1000"],
  ["1.5e2", "150"],
  ["2.50E+1", "25"],
  ["0x10", "16"],
  ["0b101", "5"],
  ["0o17", "15"],
  ["1_000_000", "1000000"],
  ["0", "0"],
  ["0.30000000000000004", "7500000000000001/25000000000000000"],
  ["123456789012345678901234567890", "123456789012345678901234567890"],
  ["1e30", `1${"0".repeat(30)}`],
])("%s is read as %s", (text, exact) => {
  expect(formatQ(parseRational(text))).toBe(exact);
});

test.each(["", "1..2", "1e", "-1", "0x", "one"].filter((text) => text !== ""))("%s is no literal", (text) => {
  expect(() => parseRational(text)).toThrow();
});

describe("lowest terms", () => {
  it.each([
    [2, 4, "1/2"],
    [1, -3, "-1/3"],
    [-6, -4, "3/2"],
    [0, -5, "0"],
  ])("%i/%i is %s", (n, d, text) => {
    expect(formatQ(rational(n, d))).toBe(text);
  });
  it("has no denominator 0", () => {
    expect(() => rational(1, 0)).toThrow(RangeError);
    expect(() => powQ(rational(0), -1n)).toThrow(RangeError);
  });
});

test.each([
  [0n, 3n, 0n],
  [1n, 7n, 1n],
  [27n, 3n, 3n],
  [28n, 3n, undefined],
  [10n ** 40n, 4n, 10n ** 10n],
  [10n ** 40n + 1n, 4n, undefined],
  [2n, 2n, undefined],
])("the root of %i of order %i", (a, n, root) => {
  expect(exactRoot(a, n)).toBe(root);
});

const big = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
const fraction = fc.tuple(big, fc.bigInt({ min: 1n, max: 10n ** 40n })).map(([n, d]) => rational(n, d));

test("arithmetic is that of a field", () => {
  fc.assert(
    fc.property(fraction, fraction, fraction, (a, b, c) => {
      expect(addQ(a, b)).toEqual(addQ(b, a));
      expect(mulQ(a, addQ(b, c))).toEqual(addQ(mulQ(a, b), mulQ(a, c)));
      expect(addQ(a, negQ(a))).toEqual(rationals.ZERO);
      if (b.numerator !== 0n) expect(mulQ(divQ(a, b), b)).toEqual(a);
      expect(compareQ(a, b)).toBe(-compareQ(b, a) + 0);
    }),
  );
});

/** The exact value of a double. */
function exactly(value: number): Rational {
  let [numerator, shift] = [value, 0n];
  while (!Number.isInteger(numerator)) [numerator, shift] = [numerator * 2, shift + 1n];
  return rational(BigInt(numerator), 1n << shift);
}
const bits = new DataView(new ArrayBuffer(8));
/** The next double away from zero, or the one before it. */
function neighbour(value: number, by: 1n | -1n): number {
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + by);
  return bits.getFloat64(0);
}
const isEven = (value: number): boolean => {
  bits.setFloat64(0, value);
  return bits.getBigInt64(0) % 2n === 0n;
};
const distance = (a: Rational, b: Rational): Rational => {
  const difference = addQ(a, negQ(b));
  return difference.numerator < 0n ? negQ(difference) : difference;
};

/** No other double is nearer, and a tie goes to the even one. */
function expectNearest(q: Rational): void {
  const found = toNumber(q);
  const error = distance(exactly(found), q);
  for (const by of [1n, -1n] as const) {
    if (found === 0 && by === -1n) continue;
    const order = compareQ(error, distance(exactly(neighbour(found, by)), q));
    expect(order, formatQ(q)).toBeLessThanOrEqual(0);
    if (order === 0) expect(isEven(found), formatQ(q)).toBe(true);
  }
}

describe("toNumber", () => {
  test("is the nearest double", () => {
    fc.assert(fc.property(fraction, expectNearest), { numRuns: 300 });
  });

  test("at the middle of two doubles, and a hair beside it, for every exponent", () => {
    const exponent = fc.integer({ min: -1074, max: 960 });
    const odd = fc.bigInt({ min: 1n << 52n, max: (1n << 53n) - 1n });
    const hair = fc.constantFrom(rationals.ZERO, rational(1n, 10n ** 40n), rational(-1n, 10n ** 40n));
    fc.assert(
      fc.property(exponent, odd, hair, (e, mantissa, offset) => {
        const middle = addQ(rational(2n * mantissa + 1n), offset);
        expectNearest(mulQ(middle, e < 0 ? rational(1n, 1n << BigInt(-e)) : rational(1n << BigInt(e))));
      }),
      { numRuns: 300 },
    );
  });

  test("subnormal numbers round once", () => {
    const tiny = fc.tuple(fc.bigInt({ min: 1n, max: 1n << 70n }), fc.integer({ min: 1080, max: 1150 }));
    fc.assert(
      fc.property(tiny, ([n, e]) => {
        expectNearest(rational(n, (1n << BigInt(e)) + 1n));
      }),
      { numRuns: 300 },
    );
  });

  test.each(["1e-305", "4.9e-324", "2e-324", "1.7976931348623157e308", "1e-400", "123456789012345678901234567890e-40"])(
    "%s as the engine reads it",
    (text) => {
      expect(toNumber(parseRational(text))).toBe(Number(text));
    },
  );

  test("beyond the doubles it is infinite", () => {
    expect(toNumber(parseRational("1e400"))).toBe(Infinity);
    expect(toNumber(negQ(parseRational("1e309")))).toBe(-Infinity);
  });
});
