/** Value of an expression with 50 significant digits: the judge of equality and of rounding errors. */
import { Decimal } from "decimal.js";
import type { FunctionName } from "./functions.js";
import type { Element, Expr, Relation } from "./node.js";
import type { Rational } from "./rational.js";

const D = Decimal.clone({ precision: 50, toExpNeg: -200, toExpPos: 200 });
type Precise = Decimal;
export { D as PreciseNumber };
export type { Precise };

const PI = D.acos(-1);
const exact = (q: Rational): Precise => new D(q.numerator.toString()).div(q.denominator.toString());

/** erf by its Maclaurin series, with extra digits for the cancellation at large |x|. */
function erf(x: Precise): Precise {
  if (x.abs().gt(11)) return new D(x.isNeg() ? -1 : 1);
  const Wide = D.clone({ precision: 160 });
  const square = new Wide(x).pow(2).neg();
  let term = new Wide(x);
  let total = term;
  for (let n = 1; !term.isZero() && term.abs().gt(new Wide(10).pow(-60).times(total.abs())); n++) {
    term = term.times(square).div(n);
    total = total.plus(term.div(2 * n + 1));
  }
  return new D(total.times(2).div(Wide.acos(-1).sqrt()));
}

const PRECISE: Record<FunctionName, (...args: Precise[]) => Precise> = {
  exp: (x) => x.exp(),
  // 50 more digits where the subtraction cancels.
  expm1: (x) => new D(new (D.clone({ precision: 100 }))(x).exp().minus(1)),
  log: (x) => x.ln(),
  log1p: (x) => new D(new (D.clone({ precision: 100 }))(x).plus(1).ln()),
  cbrt: (x) => x.cbrt(),
  sin: (x) => x.sin(),
  cos: (x) => x.cos(),
  tan: (x) => x.tan(),
  asin: (x) => x.asin(),
  acos: (x) => x.acos(),
  atan: (x) => x.atan(),
  atan2: (y, x) => D.atan2(y, x),
  sinh: (x) => x.sinh(),
  cosh: (x) => x.cosh(),
  tanh: (x) => x.tanh(),
  asinh: (x) => x.asinh(),
  acosh: (x) => x.acosh(),
  atanh: (x) => x.atanh(),
  sigmoid: (x) => new D(1).div(x.neg().exp().plus(1)),
  softplus: (x) => new D(new (D.clone({ precision: 100 }))(x).exp().plus(1).ln()),
  erf,
  logsumexp: (...xs) => {
    const top = D.max(...xs);
    return xs
      .reduce((total, x) => total.plus(x.minus(top).exp()), new D(0))
      .ln()
      .plus(top);
  },
};

const HOLDS: Record<Relation, (a: Precise, b: Precise) => boolean> = {
  "<": (a, b) => a.lt(b),
  "<=": (a, b) => a.lte(b),
  "==": (a, b) => a.eq(b),
};

/** Evaluates expressions without sums over named sizes at values of their elements; NaN outside the domain. */
export function preciseEvaluator(value: (element: Element) => Precise): (e: Expr) => Precise {
  const memo = new Map<Expr, Precise>();
  const visit = (e: Expr): Precise => {
    let known = memo.get(e);
    if (known === undefined) {
      known = compute(e);
      memo.set(e, known);
    }
    return known;
  };
  const compute = (e: Expr): Precise => {
    switch (e.kind) {
      case "num":
        return exact(e.value);
      case "pi":
        return PI;
      case "element":
        return value(e);
      case "add":
        return e.terms.reduce((total, term) => total.plus(visit(term)), exact(e.constant));
      case "mul":
        return e.factors.reduce((total, factor) => total.times(visit(factor)), exact(e.coefficient));
      case "pow":
        return visit(e.base).pow(visit(e.exponent));
      case "call":
        return PRECISE[e.name](...e.args.map(visit));
      case "piecewise":
        return HOLDS[e.relation](visit(e.left), visit(e.right)) ? visit(e.then) : visit(e.otherwise);
      case "size":
      case "index":
      case "sum":
      case "delta":
        throw new Error(`internal: ${e.kind} in a precise evaluation; unroll first`);
    }
  };
  return visit;
}

export const evaluatePrecisely = (e: Expr, value: (element: Element) => Precise): Precise => preciseEvaluator(value)(e);
