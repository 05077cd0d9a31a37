/** Parameters that a residual, linear in them, gives in terms of the others. */
import { differentiate } from "../calculus/index.js";
import { type Element, type Expr, divide, negate, substitute, zero } from "../expr/index.js";
import { agreeAt } from "./agree.js";
import { type Points, elements } from "./points.js";

export type Substitution = ReadonlyMap<Expr, Expr>;

/** x = -B / A for a residual A x + B with A free of x. */
function solve(residual: Expr, x: Element): Expr | undefined {
  const slope = differentiate(residual, x);
  if (slope === zero || elements(slope).includes(x)) return undefined;
  return divide(negate(substitute(residual, new Map([[x, zero]]))), slope);
}

/** Every x = -B / A that holds on Γ, one substitution for each: the last parameters go first, as in y = f(x). */
export function eliminations(
  residuals: readonly Expr[],
  parameters: readonly Element[],
  points: Points,
): Substitution[] {
  return residuals.flatMap((residual) =>
    parameters.toReversed().flatMap((x) => {
      const solution = solve(residual, x);
      return solution && agreeAt(x, solution, points).kind === "agree" ? [new Map([[x, solution]])] : [];
    }),
  );
}

/** The parameters that are 0 on Γ. */
export const vanishing = (parameters: readonly Element[], points: Points): Substitution =>
  new Map(parameters.filter((x) => agreeAt(x, zero, points).kind === "agree").map((x) => [x, zero]));
