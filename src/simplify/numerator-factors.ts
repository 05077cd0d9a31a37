/** The factors of an expression's numerator: where it vanishes, one of them does. */
import type { Expr } from "../expr/index.js";
import { within } from "./budget.js";
import { factor } from "./factor.js";
import { fromPolynomial, lowestTerms } from "./fraction.js";
import { RationalFunctions } from "./rational-function.js";

const ALLOWANCE = 100_000;

/** Without repeats and constants; [] when factoring costs too much. */
export function numeratorFactors(e: Expr): readonly Expr[] {
  const functions = new RationalFunctions();
  return (
    within(ALLOWANCE, () => {
      const { numerator } = lowestTerms(functions.fromExpression(e));
      return factor(numerator).factors.map(({ base }) => functions.toExpression(fromPolynomial(base)));
    }) ?? []
  );
}
