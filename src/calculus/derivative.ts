/** Exact partial derivatives in index notation: d p[i] / d p[k] = delta(i, k). */
import {
  add,
  call,
  delta,
  multiply,
  one,
  piecewise,
  power,
  rationalNumber,
  subtract,
  zero,
} from "../expr/build/index.js";
import { type Element, type Expr, type Kind } from "../expr/node.js";
import { open, sum } from "../expr/rebuild.js";
import { FUNCTION_RULES } from "./function-rules.js";

type Differentiate = (e: Expr) => Expr;
type Composite = Exclude<Kind, "element">;
type Rule<K extends Composite> = (e: Extract<Expr, { kind: K }>, d: Differentiate) => Expr;

const none = (): Expr => zero;

const RULES: { [K in Composite]: Rule<K> } = {
  num: none,
  pi: none,
  size: none,
  index: none,
  delta: none,
  add: (e, d) => add(...e.terms.map(d)),
  mul: (e, d) =>
    add(
      ...e.factors.map((factor, i) => {
        const derivative = d(factor);
        if (derivative === zero) return zero;
        return multiply(rationalNumber(e.coefficient), derivative, ...e.factors.filter((_, j) => j !== i));
      }),
    ),
  pow: (e, d) => {
    const [base, exponent] = [d(e.base), d(e.exponent)];
    return add(
      base === zero ? zero : multiply(e.exponent, power(e.base, subtract(e.exponent, one)), base),
      exponent === zero ? zero : multiply(e, call("log", e.base), exponent),
    );
  },
  call: (e, d) => {
    const inner = e.args.map(d);
    if (inner.every((derivative) => derivative === zero)) return zero;
    const partials = FUNCTION_RULES[e.name](e.args, e);
    return add(...inner.map((derivative, i) => multiply(partials[i]!, derivative)));
  },
  sum: (e, d) => {
    const [variable, body] = open(e);
    return sum(variable, d(body));
  },
  piecewise: (e, d) => piecewise(e.relation, e.left, e.right, d(e.then), d(e.otherwise)),
};

/**
 * A derivation: linear, and d(fg) = f dg + g df, so that what it makes of elements decides all else. It has its own memo
 * table: reuse it for expressions that share parts.
 */
export function derivation(ofElement: (e: Element) => Expr): Differentiate {
  const memo = new Map<Expr, Expr>();
  const d: Differentiate = (e) => {
    let derivative = memo.get(e);
    if (derivative === undefined) {
      derivative = e.kind === "element" ? ofElement(e) : (RULES[e.kind] as Rule<Composite>)(e, d);
      memo.set(e, derivative);
    }
    return derivative;
  };
  return d;
}

/** The derivation by one element p or p[k], k a number or a free index. */
export const differentiator = (by: Element): Differentiate =>
  derivation((e) =>
    e.tensor.name === by.tensor.name && e.tensor.role === by.tensor.role
      ? multiply(...e.indices.map((position, axis) => delta(position, by.indices[axis]!)))
      : zero,
  );

/** d e / d by. */
export const differentiate = (e: Expr, by: Element): Expr => differentiator(by)(e);
