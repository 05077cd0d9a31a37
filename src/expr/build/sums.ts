/** Sums, and products with a number. */
import { type Add, type Expr, type Size, intern } from "../node.js";
import { compare } from "../order.js";
import {
  type Rational,
  MINUS_ONE,
  ONE,
  ZERO,
  addQ,
  equalQ,
  gcd,
  isOneQ,
  isZeroQ,
  mulQ,
  powQ,
  rational,
  signQ,
} from "../rational.js";
import { splitSize } from "../sizes.js";
import { num, one, rationalNumber, zero } from "./atoms.js";

/** The rational coefficient of a term. */
const coefficientOf = (e: Expr): Rational => (e.kind === "num" ? e.value : e.kind === "mul" ? e.coefficient : ONE);

/** The term without its coefficient: 1 for a number. */
function restOf(e: Expr): Expr {
  if (e.kind === "num") return one;
  return e.kind !== "mul" || isOneQ(e.coefficient) ? e : rebuildMul(ONE, e.factors);
}

/** Splits a term into its rational coefficient and the rest (1 for a number). */
export const splitCoefficient = (e: Expr): [Rational, Expr] => [coefficientOf(e), restOf(e)];

/** coefficient * factors for factors that are already canonical. */
export function rebuildMul(coefficient: Rational, factors: readonly Expr[]): Expr {
  if (isZeroQ(coefficient)) return zero;
  if (factors.length === 0) return rationalNumber(coefficient);
  const [first] = factors;
  if (factors.length === 1 && isOneQ(coefficient)) return first!;
  // -(x - 1) is 1 - x: a sum and its negative are both sums.
  if (factors.length === 1 && first!.kind === "add" && equalQ(coefficient, MINUS_ONE))
    return scaleSum(MINUS_ONE, first);
  return intern({ kind: "mul", coefficient, factors });
}

function rebuildAdd(constant: Rational, terms: readonly Expr[]): Expr {
  if (terms.length === 0) return rationalNumber(constant);
  if (terms.length === 1 && isZeroQ(constant)) return terms[0]!;
  return intern({ kind: "add", constant, terms });
}

/** q * e; a number times a sum stays a product. */
function scale(q: Rational, e: Expr): Expr {
  const product = mulQ(q, coefficientOf(e));
  if (e.kind === "num") return rationalNumber(product);
  return rebuildMul(product, e.kind === "mul" ? e.factors : [e]);
}

/** Sum of any number of expressions: flattened, like terms collected, sorted. */
export function add(...summands: readonly Expr[]): Expr {
  let constant = ZERO;
  const coefficients = new Map<Expr, Rational>();
  const collect = (factor: Rational, e: Expr): void => {
    const rest = restOf(e);
    const total = mulQ(factor, coefficientOf(e));
    if (rest === one) constant = addQ(constant, total);
    else if (rest.kind === "add") {
      constant = addQ(constant, mulQ(total, rest.constant));
      for (const term of rest.terms) collect(total, term);
    } else coefficients.set(rest, addQ(coefficients.get(rest) ?? ZERO, total));
  };
  for (const summand of summands) collect(ONE, summand);
  const terms: [Expr, Expr][] = [];
  for (const [rest, coefficient] of coefficients)
    if (!isZeroQ(coefficient)) terms.push([rest, scale(coefficient, rest)]);
  // Sorted without the coefficients, so that a sum and its negative list their terms alike.
  terms.sort((a, b) => compare(a[0], b[0]));
  return rebuildAdd(
    constant,
    terms.map(([, term]) => term),
  );
}

export const negate = (e: Expr): Expr => scale(MINUS_ONE, e);
export const subtract = (a: Expr, b: Expr): Expr => add(a, negate(b));
/**
 * content * primitive part of a sum: the primitive part has integer-free common content and a positive first
 * coefficient, so that (2x + 2y) / (x + y) is 2 and (y - x)^2 is (x - y)^2.
 */
export function primitivePart(e: Add): readonly [Rational, Expr] {
  let parts = primitiveParts.get(e);
  if (parts === undefined) {
    parts = splitContent(e);
    primitiveParts.set(e, parts);
  }
  return parts;
}

const primitiveParts = new WeakMap<Add, readonly [Rational, Expr]>();

function splitContent(e: Add): readonly [Rational, Expr] {
  const coefficients = e.terms.map(coefficientOf);
  if (!isZeroQ(e.constant)) coefficients.push(e.constant);
  const numerators = coefficients.map((c) => c.numerator).reduce(gcd, 0n);
  const denominators = coefficients.map((c) => c.denominator).reduce(gcd, 0n);
  const content = rational(signQ(coefficients[0]!) < 0 ? -numerators : numerators, denominators);
  if (isOneQ(content)) return [ONE, e];
  const inverse = powQ(content, -1n);
  return [
    content,
    rebuildAdd(
      mulQ(inverse, e.constant),
      e.terms.map((term) => scale(inverse, term)),
    ),
  ];
}

export const scaleSum = (q: Rational, e: Expr): Expr =>
  e.kind === "add"
    ? rebuildAdd(
        mulQ(q, e.constant),
        e.terms.map((term) => scale(q, term)),
      )
    : scale(q, e);

/** The number of elements of a dimension, as an expression. */
export function size(value: Size): Expr {
  if (typeof value === "number") return num(value);
  const [name, less] = splitSize(value);
  return add(intern({ kind: "size", name }), num(-less));
}
