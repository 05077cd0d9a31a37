/** Quotients of polynomials, denominators kept in factors: cancelling is then division by known candidates. */
import { gcd as gcdInteger } from "../expr/rational.js";
import { type Factor, expandFactors, factor } from "./factor.js";
import { gcd } from "./gcd.js";
import { divides } from "./monomial.js";
import {
  ONE,
  type Polynomial,
  ZERO,
  constant,
  content,
  isConstant,
  isZero,
  keyOf,
  overInteger,
  plus,
  plusMultiple,
  quotient,
  raise,
  scale,
  times,
} from "./polynomial.js";

/** numerator / (divisor * product of denominator), divisor > 0. */
export interface Fraction {
  readonly numerator: Polynomial;
  readonly divisor: bigint;
  readonly denominator: ReadonlyMap<string, Factor>;
}

const NO_FACTORS: ReadonlyMap<string, Factor> = new Map();

export const fromPolynomial = (numerator: Polynomial, divisor = 1n): Fraction =>
  cancel({ numerator, divisor, denominator: NO_FACTORS });
export const fromInteger = (numerator: bigint, divisor = 1n): Fraction => fromPolynomial(constant(numerator), divisor);

/** Divides out every denominator factor, as often as it goes. */
export function cancel(f: Fraction): Fraction {
  if (isZero(f.numerator)) return { numerator: ZERO, divisor: 1n, denominator: NO_FACTORS };
  let numerator = f.numerator;
  const denominator = new Map<string, Factor>();
  for (const [key, { base, exponent }] of f.denominator) {
    let left = exponent;
    for (let smaller = quotient(numerator, base); left > 0 && smaller; smaller = quotient(numerator, base)) {
      numerator = smaller;
      left--;
    }
    if (left > 0) denominator.set(key, { base, exponent: left });
  }
  const common = gcdInteger(content(numerator), f.divisor);
  return { numerator: overInteger(numerator, common), divisor: f.divisor / common, denominator };
}

/** Numerator and denominator without a common factor, as far as gcds are found. */
export function lowestTerms(f: Fraction): Fraction {
  const refined: Factor[] = [];
  for (const { base, exponent } of f.denominator.values()) {
    const shared = gcd(f.numerator, base);
    if (isConstant(shared)) refined.push({ base, exponent });
    else refined.push({ base: shared, exponent }, { base: quotient(base, shared)!, exponent });
  }
  return cancel({ ...f, denominator: combine([refined], (a, b) => a + b) });
}

/** One table of factors from several lists, exponents of equal bases joined. */
function combine(lists: Iterable<Iterable<Factor>>, join: (a: number, b: number) => number): Map<string, Factor> {
  const table = new Map<string, Factor>();
  for (const list of lists)
    for (const { base, exponent } of list) {
      if (isConstant(base)) continue;
      const key = keyOf(base);
      const known = table.get(key);
      table.set(key, { base, exponent: known ? join(known.exponent, exponent) : exponent });
    }
  return table;
}

/** What f's numerator takes to stand over a larger denominator. */
function raiseTo(f: Fraction, divisor: bigint, denominator: ReadonlyMap<string, Factor>): Polynomial {
  const missing = [...denominator].map(([key, { base, exponent }]) => ({
    base,
    exponent: exponent - (f.denominator.get(key)?.exponent ?? 0),
  }));
  return scale(divisor / f.divisor, times(f.numerator, expandFactors(missing)));
}

export function addFractions(summands: readonly Fraction[]): Fraction {
  const divisor = summands.reduce((least, f) => (least / gcdInteger(least, f.divisor)) * f.divisor, 1n);
  const denominator = combine(
    summands.map((f) => f.denominator.values()),
    Math.max,
  );
  const numerator = summands.reduce((sum, f) => plus(sum, raiseTo(f, divisor, denominator)), ZERO);
  return cancel({ numerator, divisor, denominator });
}

export function multiplyFractions(a: Fraction, b: Fraction): Fraction {
  // Cancelled crosswise first, so that nothing is multiplied out in vain.
  const left = cancel({ ...a, divisor: b.divisor, denominator: b.denominator });
  const right = cancel({ ...b, divisor: a.divisor, denominator: a.denominator });
  return {
    numerator: times(left.numerator, right.numerator),
    divisor: left.divisor * right.divisor,
    denominator: combine([left.denominator.values(), right.denominator.values()], (x, y) => x + y),
  };
}

/** f^n for any integer n; undefined for 0 to a negative power. */
export function raiseFraction(f: Fraction, n: number): Fraction | undefined {
  if (n < 0) {
    const inverse = invert(f);
    return inverse && raiseFraction(inverse, -n);
  }
  const powers = [...f.denominator.values()].map(({ base, exponent }) => ({ base, exponent: exponent * n }));
  return {
    numerator: raise(f.numerator, n),
    divisor: f.divisor ** BigInt(n),
    denominator: n === 0 ? NO_FACTORS : combine([powers], Math.max),
  };
}

function invert(f: Fraction): Fraction | undefined {
  if (isZero(f.numerator)) return undefined;
  const { content: whole, factors } = factor(f.numerator);
  const sign = whole < 0n ? -1n : 1n;
  return cancel({
    numerator: scale(sign * f.divisor, expandFactors([...f.denominator.values()])),
    divisor: sign * whole,
    denominator: combine([factors], (a, b) => a + b),
  });
}

/** The terms of its polynomials. */
export const lengthOf = ({ numerator, denominator }: Fraction): number =>
  [...denominator.values()].reduce((total, { base }) => total + base.length, numerator.length);

/** The denominator without its divisor, multiplied out. */
export const denominatorOf = (f: Fraction): Polynomial =>
  f.denominator.size === 0 ? ONE : expandFactors([...f.denominator.values()]);

/** Q + R/D by division of N by D under the order of monomials: x + (1 - x)/(1 + y^2). Undefined when Q is 0. */
export function properForm(f: Fraction): readonly [Fraction, Fraction] | undefined {
  if (f.denominator.size === 0) return undefined;
  const below = denominatorOf(f);
  const lead = below[0]!;
  const whole: Polynomial[number][] = [];
  let rest = f.numerator;
  for (;;) {
    const term = rest.find(
      ({ monomial, coefficient }) => divides(lead.monomial, monomial) && coefficient % lead.coefficient === 0n,
    );
    if (term === undefined) break;
    const factor = { monomial: term.monomial - lead.monomial, coefficient: term.coefficient / lead.coefficient };
    whole.push(factor);
    rest = plusMultiple(rest, -factor.coefficient, factor.monomial, below);
  }
  return whole.length === 0 ? undefined : [fromPolynomial(whole, f.divisor), lowestTerms({ ...f, numerator: rest })];
}
