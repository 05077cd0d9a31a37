/** T[S] = ∂²(∇L)[S] = ∇⟨∇²L, S⟩ for the symmetric part of any S. */
import { type Matrix, gradient, matrices } from "../calculus/index.js";
import { type Element, type Expr, add, multiply, num, operationCount } from "../expr/index.js";
import { type LeastSquaresManifold, type Manifold, dependsOnParameters } from "../geometry/index.js";

const { apply, inner } = matrices;

/** Counts before lowering tell small differences badly. */
const CLEARLY = 0.8;

/** The entries of T[S], and the number ⟨∇²L, S⟩. */
export interface ThirdContraction {
  readonly values: readonly Expr[];
  readonly gradientOf: Expr;
}

export function thirdContraction(manifold: Manifold, S: readonly Element[]): ThirdContraction {
  const D = manifold.problem.dimension;
  const half = num(1, 2);
  const symmetric = Array.from({ length: D }, (_, b) =>
    Array.from({ length: D }, (__, c) =>
      b === c ? S[b * D + b]! : matrices.dot([half, half], [S[b * D + c]!, S[c * D + b]!]),
    ),
  );
  return { values: entries(manifold, symmetric), gradientOf: inner(manifold.problem.hessian, symmetric) };
}

/** The cheaper of two forms. */
function entries(manifold: Manifold, symmetric: Matrix): readonly Expr[] {
  const written = manifold.problem.third.contract(symmetric);
  if (manifold.route !== "least squares" || manifold.weights.some(dependsOnParameters)) return written;
  const byResiduals = ofSquares(manifold, symmetric);
  return operationCount(...byResiduals) < CLEARLY * operationCount(...written) ? byResiduals : written;
}

/** For L = const + Σ (wᵢ/2) rᵢ²: Σ wᵢ (2 Rᵢ S ∇rᵢ + ⟨Rᵢ, S⟩ ∇rᵢ + rᵢ ∇⟨Rᵢ, S⟩) with Rᵢ = ∇²rᵢ, one product by S a residual. */
function ofSquares(manifold: LeastSquaresManifold, S: Matrix): Expr[] {
  const { curvatures, normal, problem, residuals, weights } = manifold;
  const perResidual = curvatures.map((R, i) => {
    const J = normal.J[i]!;
    const along = apply(R, apply(S, J));
    const curvature = inner(R, S);
    const slope = gradient(curvature, problem.model.parameters);
    return J.map((entry, a) =>
      multiply(
        weights[i]!,
        add(multiply(num(2), along[a]!), multiply(curvature, entry), multiply(residuals[i]!, slope[a]!)),
      ),
    );
  });
  return problem.model.parameters.map((_, a) => add(...perResidual.map((terms) => terms[a]!)));
}
