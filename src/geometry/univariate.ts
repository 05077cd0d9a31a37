/** Roots of an expression in one symbol, where they can be isolated: enough for l'(t) = 0 of common link functions. */
import type { FunctionName } from "../expr/index.js";
import {
  DivisionByZero,
  type Element,
  type Expr,
  add,
  call,
  holdsForPart,
  divide,
  multiply,
  negate,
  num,
  one,
  power,
  rationalNumber,
  rationals,
  subtract,
  zero,
} from "../expr/index.js";

const contains = (e: Expr, t: Element): boolean => holdsForPart((part) => part === t)(e);

/** f(s) = value  =>  s = inverse(value), for the functions that are one-to-one. */
const INVERSES: Partial<Record<FunctionName, (value: Expr) => Expr>> = {
  exp: (v) => call("log", v),
  expm1: (v) => call("log1p", v),
  log: (v) => call("exp", v),
  log1p: (v) => call("expm1", v),
  sinh: (v) => call("asinh", v),
  tanh: (v) => call("atanh", v),
  asinh: (v) => call("sinh", v),
  atan: (v) => call("tan", v),
  cbrt: (v) => power(v, num(3)),
  sigmoid: (v) => call("log", divide(v, subtract(one, v))),
};

/** Undefined where an exact division by zero comes up: a value that the function does not take. */
export function unlessSingular<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof DivisionByZero) return undefined;
    throw error;
  }
}

/** The values of t at which e = value, as far as they can be isolated. */
function isolate(e: Expr, value: Expr, t: Element): Expr[] {
  if (e === t) return [value];
  switch (e.kind) {
    case "add": {
      const varying = e.terms.filter((term) => contains(term, t));
      if (varying.length !== 1) return [];
      const rest = add(rationalNumber(e.constant), ...e.terms.filter((term) => term !== varying[0]));
      return isolate(varying[0]!, subtract(value, rest), t);
    }
    case "mul": {
      const varying = e.factors.filter((factor) => contains(factor, t));
      if (value === zero) return varying.flatMap((factor) => isolate(factor, zero, t));
      if (varying.length !== 1) return [];
      const rest = multiply(rationalNumber(e.coefficient), ...e.factors.filter((factor) => factor !== varying[0]));
      return isolate(varying[0]!, divide(value, rest), t);
    }
    case "pow": {
      if (e.exponent.kind !== "num" || rationals.signQ(e.exponent.value) < 0) return [];
      if (value === zero) return isolate(e.base, zero, t);
      const root = power(value, power(e.exponent, num(-1)));
      const even = e.exponent.value.numerator % 2n === 0n;
      return [...isolate(e.base, root, t), ...(even ? isolate(e.base, negate(root), t) : [])];
    }
    case "call": {
      const inverse = e.args.length === 1 ? unlessSingular(() => INVERSES[e.name]?.(value)) : undefined;
      return inverse ? isolate(e.args[0]!, inverse, t) : [];
    }
    default:
      return [];
  }
}

export const rootsIn = (e: Expr, t: Element): Expr[] => isolate(e, zero, t);
