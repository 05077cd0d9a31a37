/**
 * Smart constructors: the only way to make expressions. Each returns the canonical form, so that equal
 * expressions are the same object; none of them changes the value where the arguments are defined.
 */
import { FUNCTIONS, type FunctionName } from "./functions.js";
import {
  type Add,
  type Element,
  type Expr,
  type IndexVariable,
  type Mul,
  type Relation,
  type Size,
  type Tensor,
  intern,
} from "./node.js";
import { compare } from "./order.js";
import {
  MINUS_ONE,
  ONE,
  type Rational,
  ZERO,
  addQ,
  compareQ,
  equalQ,
  exactRoot,
  gcd,
  isIntegerQ,
  isOneQ,
  isZeroQ,
  mulQ,
  negQ,
  powQ,
  rational,
  signQ,
} from "./rational.js";
import { splitSize } from "./sizes.js";
import { exactTrigonometry } from "./trigonometry.js";

export const rationalNumber = (value: Rational): Expr => intern({ kind: "num", value });
/** An exact number: num(3), num(1, 2). */
export const num = (numerator: bigint | number, denominator: bigint | number = 1n): Expr =>
  rationalNumber(rational(numerator, denominator));

export const zero = num(0);
export const one = num(1);
export const two = num(2);
export const pi: Expr = intern({ kind: "pi" });

export const isZero = (e: Expr): boolean => e === zero;

/** The number of elements of a dimension, as an expression. */
export function size(value: Size): Expr {
  if (typeof value === "number") return num(value);
  const [name, less] = splitSize(value);
  return add(intern({ kind: "size", name }), num(-less));
}
export const index = (name: string, range: Size): IndexVariable => intern({ kind: "index", name, size: range });
export const element = (tensor: Tensor, indices: readonly Expr[] = []): Element =>
  intern({ kind: "element", tensor, indices });
/** A scalar symbol. */
export const symbol = (name: string, role: Tensor["role"] = "parameter"): Element => element({ name, role, shape: [] });

/** Splits a term into its rational coefficient and the rest (1 for a number). */
export function splitCoefficient(e: Expr): [Rational, Expr] {
  if (e.kind === "num") return [e.value, one];
  if (e.kind !== "mul" || isOneQ(e.coefficient)) return [ONE, e];
  return [e.coefficient, rebuildMul(ONE, e.factors)];
}

/** Splits a factor into base and exponent. */
export const splitPower = (e: Expr): [Expr, Expr] => (e.kind === "pow" ? [e.base, e.exponent] : [e, one]);

/** coefficient * factors for factors that are already canonical. */
function rebuildMul(coefficient: Rational, factors: readonly Expr[]): Expr {
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
export function scale(q: Rational, e: Expr): Expr {
  const [coefficient, rest] = splitCoefficient(e);
  const product = mulQ(q, coefficient);
  if (rest === one) return rationalNumber(product);
  return rebuildMul(product, rest.kind === "mul" ? rest.factors : [rest]);
}

/** Sum of any number of expressions: flattened, like terms collected, sorted. */
export function add(...summands: readonly Expr[]): Expr {
  let constant = ZERO;
  const coefficients = new Map<Expr, Rational>();
  const collect = (factor: Rational, e: Expr): void => {
    const [coefficient, rest] = splitCoefficient(e);
    const total = mulQ(factor, coefficient);
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
export const divide = (a: Expr, b: Expr): Expr => multiply(a, power(b, num(-1)));

/**
 * content * primitive part of a sum: the primitive part has integer-free common content and a positive first
 * coefficient, so that (2x + 2y) / (x + y) is 2 and (y - x)^2 is (x - y)^2.
 */
export function primitivePart(e: Add): [Rational, Expr] {
  const coefficients = e.terms.map((term) => splitCoefficient(term)[0]);
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

/** Product of any number of expressions: flattened, powers of equal bases collected, sorted. */
export function multiply(...operands: readonly Expr[]): Expr {
  let coefficient = ONE;
  const exponents = new Map<Expr, Expr>();
  const single = operands.filter((e) => e.kind !== "num").length === 1;
  const collect = (e: Expr): void => {
    if (e.kind === "num") coefficient = mulQ(coefficient, e.value);
    else if (e.kind === "mul") {
      coefficient = mulQ(coefficient, e.coefficient);
      e.factors.forEach(collect);
    } else if (e.kind === "add" && !single) {
      const [content, rest] = primitivePart(e);
      coefficient = mulQ(coefficient, content);
      exponents.set(rest, add(exponents.get(rest) ?? zero, one));
    } else {
      const [base, exponent] = splitPower(e);
      exponents.set(base, add(exponents.get(base) ?? zero, exponent));
    }
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

const scaleSum = (q: Rational, e: Expr): Expr =>
  e.kind === "add"
    ? rebuildAdd(
        mulQ(q, e.constant),
        e.terms.map((term) => scale(q, term)),
      )
    : scale(q, e);

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

/** f(g(x)) that undo each other where g(x) is defined; sigmoid(log x) is the probability of the odds x. */
const COMPOSITIONS: Partial<Record<FunctionName, Partial<Record<FunctionName, (x: Expr) => Expr>>>> = {
  exp: { log: (x) => x, log1p: (x) => add(one, x) },
  expm1: { log1p: (x) => x },
  log: { exp: (x) => x },
  log1p: { expm1: (x) => x },
  sinh: { asinh: (x) => x },
  tanh: { atanh: (x) => x },
  tan: { atan: (x) => x },
  sigmoid: { log: (x) => divide(x, add(one, x)) },
};

/** f(args): folds exact values and brings odd and even functions to arguments with a positive first coefficient. */
export function call(name: FunctionName, ...args: readonly Expr[]): Expr {
  const facts = FUNCTIONS[name];
  if (facts.arity >= 0 && args.length !== facts.arity)
    throw new Error(`internal: ${name} takes ${String(facts.arity)}`);
  if (name === "logsumexp" && args.length === 1) return args[0]!;
  const [first] = args;
  if (args.length === 1 && first !== undefined) {
    if (first.kind === "num") {
      const exact = isIntegerQ(first.value) ? facts.exact?.[first.value.numerator.toString()] : undefined;
      if (exact !== undefined) return num(exact);
    }
    const surd = exactTrigonometry(name, first);
    if (surd !== undefined) return multiply(rationalNumber(surd.coefficient), sqrt(num(surd.radicand)));
    const composed = first.kind === "call" ? COMPOSITIONS[name]?.[first.name]?.(first.args[0]!) : undefined;
    if (composed !== undefined) return composed;
    if (facts.parity && leadingSign(first) < 0) {
      const positive = call(name, first.kind === "add" ? scaleSum(MINUS_ONE, first) : negate(first));
      return facts.parity === "odd" ? negate(positive) : positive;
    }
  }
  return intern({ kind: "call", name, args });
}

function leadingSign(e: Expr): number {
  if (e.kind === "num") return signQ(e.value);
  if (e.kind === "mul") return signQ(e.coefficient);
  if (e.kind === "add") return signQ(splitCoefficient(e.terms[0]!)[0]);
  return 1;
}

/** Kronecker delta: decided at once when the difference is a number; δ(i + 2, j + 1) is δ(i + 1, j). */
export function delta(a: Expr, b: Expr): Expr {
  const difference = subtract(a, b);
  if (difference.kind === "num") return isZeroQ(difference.value) ? one : zero;
  const shifts = [a, b].map((e) => (e.kind === "add" ? e.constant : e.kind === "num" ? e.value : ZERO));
  const shared = rationalNumber(compareQ(shifts[0]!, shifts[1]!) < 0 ? shifts[0]! : shifts[1]!);
  const [left, right] = [subtract(a, shared), subtract(b, shared)];
  return compare(left, right) <= 0
    ? intern({ kind: "delta", left, right })
    : intern({ kind: "delta", left: right, right: left });
}

const HOLDS: Record<Relation, (order: number) => boolean> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  "==": (order) => order === 0,
};

export function piecewise(relation: Relation, left: Expr, right: Expr, then: Expr, otherwise: Expr): Expr {
  if (then === otherwise) return then;
  const difference = subtract(left, right);
  if (difference.kind === "num") return HOLDS[relation](compareQ(difference.value, ZERO)) ? then : otherwise;
  return intern({ kind: "piecewise", relation, left, right, then, otherwise });
}

/** |x|, max, min, sign as piecewise expressions. */
export const abs = (x: Expr): Expr => piecewise("<", x, zero, negate(x), x);
export const maximum = (a: Expr, b: Expr): Expr => piecewise("<", a, b, b, a);
export const minimum = (a: Expr, b: Expr): Expr => piecewise("<", a, b, a, b);
export const sign = (x: Expr): Expr => piecewise("<", x, zero, num(-1), piecewise("==", x, zero, zero, one));

/** A power of zero with a negative exponent: the expression has no value anywhere. */
export class DivisionByZero extends Error {
  constructor() {
    super("division by zero");
    this.name = "DivisionByZero";
  }
}
