/**
 * Recognises weighted least squares in index notation: L = constant + Σ_families Σ_i (w[i] / 2) r[i]², where the weights
 * are free of the parameters. On Γ = {r = 0} everything follows from the residuals' derivatives.
 */
import {
  type Expr,
  type IndexVariable,
  type Rational,
  multiply,
  one,
  open,
  power,
  rationalNumber,
  rationals,
  two,
} from "../../expr/index.js";
import { dependsOnParameters } from "../dependence.js";

/** (weight / 2) residual² for each value of the indices. */
export interface ResidualFamily {
  readonly indices: readonly IndexVariable[];
  readonly residual: Expr;
  readonly weight: Expr;
}

/** The families whose sum (up to a constant) is `e`, or undefined when some term is no square. */
export function residualFamilies(e: Expr): readonly ResidualFamily[] | undefined {
  const found: ResidualFamily[] = [];
  return collect(one, e, [], found) && found.length > 0 ? found : undefined;
}

function collect(scale: Expr, e: Expr, indices: readonly IndexVariable[], found: ResidualFamily[]): boolean {
  if (!dependsOnParameters(e)) return true;
  if (e.kind === "add") return e.terms.every((term) => collect(scale, term, indices, found));
  if (e.kind === "sum") {
    const [variable, body] = open(e);
    return collect(scale, body, [...indices, variable], found);
  }
  const factors = e.kind === "mul" ? e.factors : [e];
  const constants = factors.filter((factor) => !dependsOnParameters(factor));
  const constant = multiply(e.kind === "mul" ? rationalNumber(e.coefficient) : one, ...constants);
  const varying = factors.filter(dependsOnParameters);
  const [only] = varying;
  if (varying.length === 1 && (only!.kind === "add" || only!.kind === "sum"))
    return collect(multiply(scale, constant), only, indices, found);
  const roots = varying.map(rootOfSquare);
  if (!roots.every((root) => root !== undefined)) return false;
  found.push({ indices, residual: multiply(...roots), weight: multiply(two, scale, constant) });
  return true;
}

const isEven = ({ numerator, denominator }: Rational): boolean =>
  denominator === 1n && numerator > 0n && numerator % 2n === 0n;

/** The square root of a factor that is an even power, or undefined. */
const rootOfSquare = (factor: Expr): Expr | undefined =>
  factor.kind === "pow" && factor.exponent.kind === "num" && isEven(factor.exponent.value)
    ? power(factor.base, rationalNumber(rationals.mulQ(factor.exponent.value, rationals.HALF)))
    : undefined;
