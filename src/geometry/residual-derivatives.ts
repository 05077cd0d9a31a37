/** First and second derivatives of the roots q_i at a point of Γ, for a sum of squares or links. */
import { Jet, type Tape } from "../calculus/index.js";
import type { Expr } from "../expr/index.js";
import type { ResidualDerivatives } from "../runtime/index.js";
import { residualsOf } from "./residuals.js";

/** What it takes of a problem. */
interface Evaluation {
  readonly data: ArrayLike<number>;
  tape(es: readonly Expr[]): Tape;
  at(x: ArrayLike<number>): (e: Expr) => number;
}

/** Undefined where the loss is no such sum, or x is in no well of a term. */
export function residualDerivatives(
  loss: Expr,
  problem: Evaluation,
  x: ArrayLike<number>,
): ResidualDerivatives | undefined {
  const residuals = residualsOf(loss);
  const value = problem.at(x);
  if (!residuals?.every(({ convexity }) => value(convexity) > 0)) return undefined;
  const jet = new Jet(problem.tape(residuals.map(({ root }) => root)), x, problem.data);
  return {
    gradients: residuals.map((_, i) => jet.gradient(i)),
    hessianTimes: (i, v) => jet.hessianTimes(jet.along(v, i)),
  };
}
