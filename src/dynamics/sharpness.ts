/** Tangent gradients of tr ∇²L and of λ₁, which is tr ∇²L where M = 1. */
import { gradient, matrices } from "../calculus/index.js";
import { type Expr, add, divide, multiply, num, power, sqrt, subtract, two, zero } from "../expr/index.js";
import { type Manifold, traceOfHessian } from "../geometry/index.js";
import { agreeOnManifold } from "../simplify/index.js";
import type { ClosedDrift } from "./dynamics.js";
import { limitingSde } from "./terms.js";

/** factor · P∇tr ∇²L: the limit for Σ = ∇²L is −¼ of it. */
export const alongTrace = (manifold: Manifold, factor: Expr): Expr[] =>
  limitingSde(manifold, { kind: "hessian" }).total.map((e) => multiply(factor, num(-4), e));

/** factor(λ₁) · P∇λ₁; for M ≥ 3 eigenvalues have no closed form. */
export function alongTop(manifold: Manifold, factor: (lambda1: Expr) => Expr): ClosedDrift {
  if (manifold.normal.rank === 1) return alongTrace(manifold, factor(traceOfHessian(manifold)));
  if (manifold.normal.rank > 2) return noClosedForm(manifold);
  const { trace, discriminant } = quadratic(manifold);
  if (agreeOnManifold(discriminant, zero, manifold.residuals).kind === "agree")
    return "the assumption fails, λ₁ = λ₂ on all of Γ";
  const lambda1 = divide(add(trace, sqrt(discriminant)), two);
  // Off Γ the formula is a smooth extension of λ₁, and any has the same gradient along Γ.
  const slope = manifold.normal.tangent(gradient(lambda1, manifold.problem.model.parameters));
  return slope.map((e) => multiply(factor(lambda1), e));
}

export const noClosedForm = ({ normal }: Manifold): string => `no closed form for M = ${String(normal.rank)}`;

/** λ₁ + λ₂ and (λ₁ − λ₂)² for M = 2. */
function quadratic(manifold: Manifold): { trace: Expr; discriminant: Expr } {
  if ("weights" in manifold) {
    // The eigenvalues of diag(w) G: no cancellation in the discriminant.
    const [[a, b], [, d]] = manifold.normal.G as [[Expr, Expr], [Expr, Expr]];
    const [v, w] = manifold.weights as [Expr, Expr];
    const [first, second] = [multiply(v, a), multiply(w, d)];
    return {
      trace: add(first, second),
      discriminant: add(power(subtract(first, second), two), multiply(num(4), v, w, power(b, two))),
    };
  }
  // λ₁² + λ₂² = |H|²
  const { hessian } = manifold;
  const trace = traceOfHessian(manifold);
  const square = add(...hessian.map((row) => matrices.dot(row, row)));
  return { trace, discriminant: subtract(multiply(two, square), power(trace, two)) };
}
