/**
 * An equation of a Gamma of codimension 1 when the loss shows none: the gradient of (x² + y²)²/4 - (x² + y²)/2 is
 * x (x² + y² - 1), …, and the factor that vanishes at the minimizers, with a gradient, defines the circle.
 */
import { gradient } from "../calculus/index.js";
import type { Expr } from "../expr/index.js";
import { numeratorFactors } from "../simplify/index.js";
import type { Minimizer } from "./locate/index.js";
import type { NumericProblem } from "./numeric.js";
import { dependsOnParameters } from "./recognise.js";

const VANISHES = 1e-7;

export function gradientFactor(numeric: NumericProblem, minimizers: readonly Minimizer[]): Expr | undefined {
  const { gradient: components, model } = numeric.problem;
  const defines = (f: Expr): boolean =>
    minimizers.every(({ x }) => {
      if (Math.abs(numeric.at(x)(f)) > VANISHES) return false;
      return numeric.vector(x, gradient(f, model.parameters)).some((slope) => Math.abs(slope) > 1e-3);
    });
  for (const component of components) {
    const factors = numeratorFactors(component).filter(dependsOnParameters);
    // A component that is one factor says no more than the component itself.
    const found = factors.length > 1 ? factors.find(defines) : undefined;
    if (found) return found;
  }
  return undefined;
}
