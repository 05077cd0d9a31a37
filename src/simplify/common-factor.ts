/** factor * entries: what all entries of a vector have in common, taken out. */
import {
  type Expr,
  multiply,
  num,
  one,
  power,
  rationalNumber,
  rationals,
  splitCoefficient,
  splitPower,
  zero,
} from "../expr/index.js";

const { gcd, rational, signQ } = rationals;
type Rational = rationals.Rational;

export interface FactoredVector {
  readonly factor: Expr;
  readonly entries: readonly Expr[];
}

export function takeCommonFactor(entries: readonly Expr[]): FactoredVector {
  const present = entries.filter((entry) => entry !== zero);
  if (present.length === 0) return { factor: one, entries };
  const split = present.map(splitCoefficient);
  const shared = split.map(([, rest]) => powers(rest)).reduce(common);
  const coefficient = commonCoefficient(split.map(([q]) => q));
  const factor = multiply(
    rationalNumber(coefficient),
    ...[...shared].map(([base, exponent]) => power(base, rationalNumber(exponent))),
  );
  const inverse = power(factor, num(-1));
  return { factor, entries: entries.map((entry) => multiply(inverse, entry)) };
}

/** A product as a table of its bases with numeric exponents. */
function powers(e: Expr): Map<Expr, Rational> {
  return new Map(
    (e.kind === "mul" ? e.factors : [e]).map((factor) => {
      const [base, exponent] = splitPower(factor);
      return exponent.kind === "num" ? [base, exponent.value] : [factor, rational(1)];
    }),
  );
}

/** Of powers above the bar the lowest, of powers below it the highest; none where they are mixed. */
function common(a: ReadonlyMap<Expr, Rational>, b: ReadonlyMap<Expr, Rational>): Map<Expr, Rational> {
  const shared = new Map<Expr, Rational>();
  for (const [base, p] of a) {
    const q = b.get(base);
    if (q === undefined || signQ(p) !== signQ(q)) continue;
    shared.set(base, rationals.compareQ(p, q) * signQ(p) <= 0 ? p : q);
  }
  return shared;
}

/** Entries keep coprime integers, the first of them positive. */
function commonCoefficient(coefficients: readonly Rational[]): Rational {
  const numerator = coefficients.map((q) => q.numerator).reduce(gcd, 0n);
  const denominator = coefficients.map((q) => q.denominator).reduce((a, b) => (a / gcd(a, b)) * b, 1n);
  return rational(signQ(coefficients[0]!) < 0 ? -numerator : numerator, denominator);
}
