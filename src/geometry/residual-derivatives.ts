/** First and second derivatives of the residuals √w_i r_i at a point of Γ, for L = const + ½ Σ_i w_i r_i². */
import { Jet, type Tape } from "../calculus/index.js";
import { type Expr, multiply, power, rationalNumber, rationals } from "../expr/index.js";
import type { ResidualDerivatives } from "../runtime/index.js";
import { sumOfSquares } from "./recognise.js";

/** What it takes of a problem. */
interface Evaluation {
  readonly data: ArrayLike<number>;
  tape(es: readonly Expr[]): Tape;
  at(x: ArrayLike<number>): (e: Expr) => number;
}

/** Undefined where the loss is no sum of squares with weights that are positive at x. */
export function residualDerivatives(
  loss: Expr,
  problem: Evaluation,
  x: ArrayLike<number>,
): ResidualDerivatives | undefined {
  const squares = sumOfSquares(loss);
  const value = problem.at(x);
  if (!squares?.every(({ weight }) => value(weight) > 0)) return undefined;
  const root = rationalNumber(rationals.HALF);
  const residuals = squares.map(({ weight, residual }) => multiply(power(weight, root), residual));
  const jet = new Jet(problem.tape(residuals), x, problem.data);
  return {
    gradients: squares.map((_, i) => jet.gradient(i)),
    hessianTimes: (i, v) => jet.hessianTimes(jet.along(v, i)),
  };
}
