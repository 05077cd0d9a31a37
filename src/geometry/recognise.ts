/**
 * Recognises losses of the form L = const + sum_i (w_i / 2) r_i^2 with weights w_i > 0, which may depend on the
 * parameters. On Gamma = {r = 0} everything follows from the residuals' first and second derivatives (theory: J = dr).
 */
import {
  type Expr,
  type Rational,
  holdsForPart,
  multiply,
  num,
  one,
  power,
  rationalNumber,
  rationals,
  two,
} from "../expr/index.js";

export interface WeightedResidual {
  readonly residual: Expr;
  readonly weight: Expr;
  /** The term of L, minimal where the residual is 0, when it is not w r²/2 itself. */
  readonly term?: Expr;
}

/** Whether an expression contains a parameter. */
export const dependsOnParameters = holdsForPart((e) => e.kind === "element" && e.tensor.role === "parameter");

const isEven = (q: Rational): boolean => rationals.isIntegerQ(q) && q.numerator > 0n && q.numerator % 2n === 0n;

/** The square root of a factor that is an even power, or undefined. */
function rootOfSquare(factor: Expr): Expr | undefined {
  if (factor.kind !== "pow" || factor.exponent.kind !== "num" || !isEven(factor.exponent.value)) return undefined;
  return power(factor.base, rationalNumber(rationals.mulQ(factor.exponent.value, rationals.HALF)));
}

/** The weighted squares whose sum (up to a constant) is `e`, or undefined when some term is no square. */
export function sumOfSquares(e: Expr): WeightedResidual[] | undefined {
  const found: WeightedResidual[] = [];
  return collect(one, e, found) && found.length > 0 ? found : undefined;
}

function collect(scale: Expr, e: Expr, found: WeightedResidual[]): boolean {
  if (!dependsOnParameters(e)) return true;
  if (e.kind === "add") return e.terms.every((term) => collect(scale, term, found));
  const factors = e.kind === "mul" ? e.factors : [e];
  const constant = multiply(
    e.kind === "mul" ? rationalNumber(e.coefficient) : num(1),
    ...factors.filter((factor) => !dependsOnParameters(factor)),
  );
  const varying = factors.filter(dependsOnParameters);
  if (varying.length === 1 && varying[0]!.kind === "add") return collect(multiply(scale, constant), varying[0], found);
  const roots = varying.map(rootOfSquare);
  if (roots.every((root) => root === undefined)) return false;
  found.push({
    residual: multiply(...roots.filter((root) => root !== undefined)),
    weight: multiply(two, scale, constant, ...varying.filter((_, i) => roots[i] === undefined)),
  });
  return true;
}
