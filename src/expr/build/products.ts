/** Products and powers. */
import { type Add, type Expr, type Mul, intern } from "../node.js";
import { compare } from "../order.js";
import {
  type Rational,
  MINUS_ONE,
  ONE,
  addQ,
  exactRoot,
  isIntegerQ,
  isOneQ,
  isZeroQ,
  mulQ,
  negQ,
  powQ,
  rational,
  signQ,
} from "../rational.js";
import { num, one, rationalNumber, zero } from "./atoms.js";
import { add, primitivePart, rebuildMul, scaleSum } from "./sums.js";

/** Splits a factor into base and exponent. */
export const splitPower = (e: Expr): [Expr, Expr] => (e.kind === "pow" ? [e.base, e.exponent] : [e, one]);

/** Product of any number of expressions: flattened, powers of equal bases collected, sorted. */
export function multiply(...operands: readonly Expr[]): Expr {
  let coefficient = ONE;
  const exponents = new Map<Expr, Expr>();
  const single = operands.filter((e) => e.kind !== "num").length === 1;
  const raise = (base: Expr, exponent: Expr): void => {
    const known = exponents.get(base);
    exponents.set(base, known === undefined && exponent.kind === "num" ? exponent : add(known ?? zero, exponent));
  };
  const collect = (e: Expr): void => {
    if (e.kind === "num") coefficient = mulQ(coefficient, e.value);
    else if (e.kind === "mul") {
      coefficient = mulQ(coefficient, e.coefficient);
      e.factors.forEach(collect);
    } else if (e.kind === "add" && !single) {
      const [content, rest] = primitivePart(e);
      coefficient = mulQ(coefficient, content);
      raise(rest, one);
    } else if (e.kind === "pow") raise(e.base, e.exponent);
    else raise(e, one);
  };
  operands.forEach(collect);
  if (isZeroQ(coefficient)) return zero;
  const factors: Expr[] = [];
  const pending: Expr[] = [];
  for (const [base, exponent] of exponents) {
    const factor = power(base, exponent);
    // A power that became a number, a product, a bare sum or a power of something else is collected once more.
    const settled =
      factor.kind === "add" ? single || primitivePart(factor)[1] === factor : splitPower(factor)[0] === base;
    if (factor.kind === "num" || factor.kind === "mul" || !settled) pending.push(factor);
    else factors.push(factor);
  }
  const rest = rebuildMul(coefficient, factors.sort(compare));
  return pending.length === 0 ? rest : multiply(rest, ...pending);
}

/** Integer part outside, fraction of the exponent in [0, 1) inside: 12^(1/2) = 2 * 3^(1/2), 3^(-1/2) = 1/3 * 3^(1/2). */
function numericPower(base: Rational, exponent: Rational): Expr {
  if (isIntegerQ(exponent)) return rationalNumber(powQ(base, exponent.numerator));
  if (isZeroQ(base)) return zero;
  if (signQ(base) < 0) return intern({ kind: "pow", base: rationalNumber(base), exponent: rationalNumber(exponent) });
  if (!isIntegerQ(base)) {
    const denominator = numericPower(rational(base.denominator), negQ(exponent));
    return multiply(numericPower(rational(base.numerator), exponent), denominator);
  }
  const q = exponent.denominator;
  const floor = (exponent.numerator - (((exponent.numerator % q) + q) % q)) / q;
  const fraction = addQ(exponent, rational(-floor));
  let outside = powQ(base, floor);
  let inside = base.numerator;
  const root = exactRoot(inside, q);
  if (root !== undefined) return rationalNumber(mulQ(outside, powQ(rational(root), fraction.numerator)));
  for (const prime of [2n, 3n, 5n, 7n, 11n, 13n])
    while (inside % prime ** q === 0n) {
      inside /= prime ** q;
      outside = mulQ(outside, powQ(rational(prime), fraction.numerator));
    }
  // 4^(1/3) is 2^(2/3).
  for (const n of [2n, 3n, 5n]) {
    const smaller = exactRoot(inside, n);
    if (smaller !== undefined)
      return multiply(rationalNumber(outside), numericPower(rational(smaller), mulQ(fraction, rational(n))));
  }
  const surd = intern({ kind: "pow", base: num(inside), exponent: rationalNumber(fraction) });
  return rebuildMul(outside, [surd]);
}

/** base ^ exponent. */
export function power(base: Expr, exponent: Expr): Expr {
  if (exponent === one || base === one) return base;
  if (exponent === zero) return one;
  if (exponent.kind !== "num") return intern({ kind: "pow", base, exponent });
  const e = exponent.value;
  if (base.kind === "num") {
    if (isZeroQ(base.value) && signQ(e) < 0) throw new DivisionByZero();
    return numericPower(base.value, e);
  }
  if (base.kind === "pow" && collapses(base.exponent, e)) return power(base.base, multiply(base.exponent, exponent));
  if (base.kind === "delta" && signQ(e) > 0) return base;
  if (base.kind === "add") return powerOfSum(base, e);
  if (base.kind === "mul") return powerOfProduct(base, e);
  return intern({ kind: "pow", base, exponent });
}

/** (b^a)^e = b^(ae): for integer e, and for fractional a whose own domain is b >= 0 already. */
const collapses = (a: Expr, e: Rational): boolean =>
  isIntegerQ(e) || (a.kind === "num" && a.value.denominator % 2n === 0n);

function powerOfSum(base: Add, e: Rational): Expr {
  const [content, rest] = primitivePart(base);
  // A root keeps the sign inside.
  const outside = isIntegerQ(e) || signQ(content) > 0 ? content : negQ(content);
  if (isOneQ(outside)) return intern({ kind: "pow", base, exponent: rationalNumber(e) });
  const inside = outside === content ? rest : scaleSum(MINUS_ONE, rest);
  return multiply(numericPower(outside, e), intern({ kind: "pow", base: inside, exponent: rationalNumber(e) }));
}

function powerOfProduct(base: Mul, e: Rational): Expr {
  const exponent = rationalNumber(e);
  if (isIntegerQ(e))
    return multiply(numericPower(base.coefficient, e), ...base.factors.map((factor) => power(factor, exponent)));
  const positive = signQ(base.coefficient) > 0 ? base.coefficient : negQ(base.coefficient);
  if (isOneQ(positive)) return intern({ kind: "pow", base, exponent });
  const rest = rebuildMul(rational(signQ(base.coefficient)), base.factors);
  return multiply(numericPower(positive, e), power(rest, exponent));
}

export const sqrt = (e: Expr): Expr => power(e, num(1, 2));

export const divide = (a: Expr, b: Expr): Expr => multiply(a, power(b, num(-1)));

/** A power of zero with a negative exponent: the expression has no value anywhere. */
export class DivisionByZero extends Error {
  constructor() {
    super("division by zero");
    this.name = "DivisionByZero";
  }
}
