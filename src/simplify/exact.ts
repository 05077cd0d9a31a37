/** Exact value of an expression at rational values of its elements, where it has a rational one by construction. */
import { type Element, type Expr, rationals } from "../expr/index.js";

const { addQ, isIntegerQ, isZeroQ, mulQ, powQ } = rationals;
type Rational = rationals.Rational;

/** Exponents and digits beyond which the exact way is not worth its price. */
const LARGEST_EXPONENT = 64n;

/** Undefined where a function, a root, a sum or a zero denominator stands in the way. */
export function exactEvaluator(value: (element: Element) => Rational): (e: Expr) => Rational | undefined {
  const memo = new Map<Expr, Rational | undefined>();
  const visit = (e: Expr): Rational | undefined => {
    if (!memo.has(e)) memo.set(e, compute(e));
    return memo.get(e);
  };
  const fold = (start: Rational, es: readonly Expr[], join: (a: Rational, b: Rational) => Rational) =>
    es.reduce<Rational | undefined>((total, e) => {
      const next = total && visit(e);
      return total && next && join(total, next);
    }, start);
  const compute = (e: Expr): Rational | undefined => {
    if (e.kind === "num") return e.value;
    if (e.kind === "element") return value(e);
    if (e.kind === "add") return fold(e.constant, e.terms, addQ);
    if (e.kind === "mul") return fold(e.coefficient, e.factors, mulQ);
    if (e.kind !== "pow" || e.exponent.kind !== "num" || !isIntegerQ(e.exponent.value)) return undefined;
    const [base, n] = [visit(e.base), e.exponent.value.numerator];
    if (base === undefined || n > LARGEST_EXPONENT || n < -LARGEST_EXPONENT) return undefined;
    return n < 0n && isZeroQ(base) ? undefined : powQ(base, n);
  };
  return visit;
}
