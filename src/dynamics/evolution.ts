/**
 * A quantity Q that gradient flow conserves, along a limit of SGD: since Q(Φ(x)) = Q(x), the Itô formula for Q(X) has
 * ½ ∂²(Q∘Φ)[Σ] = ½ ⟨∇²Q, Σ⟩ for its drift, with no projection and no third derivative:
 *
 *   dQ = ½ ⟨∇²Q, Σ⟩ dt + ∇Qᵀσ dW
 *
 * On Γ, ∇Q is tangent (H∇Q = 0), so for label noise the second term vanishes.
 */
import { gradient, hessian, matrices } from "../calculus/index.js";
import { type Expr, add, multiply, num, power, two, zero } from "../expr/index.js";
import type { Manifold } from "../geometry/index.js";
import type { Noise } from "./noise.js";

const { apply, dot, inner, trace, transpose } = matrices;

/** dQ = drift dt + √variance dB. */
export interface Evolution {
  readonly drift: Expr;
  readonly variance: Expr;
}

export function evolution({ hessian: H, problem }: Manifold, Q: Expr, noise: Noise): Evolution {
  const slope = gradient(Q, problem.model.parameters);
  const curvature = hessian(Q, problem.model.parameters);
  const half = (e: Expr): Expr => multiply(num(1, 2), e);
  switch (noise.kind) {
    case "isotropic":
      return { drift: half(trace(curvature)), variance: dot(slope, slope) };
    case "hessian":
      return { drift: half(inner(curvature, H)), variance: zero };
    case "general": {
      const columns = transpose(noise.sigma);
      return {
        drift: half(add(...columns.map((column) => dot(column, apply(curvature, column))))),
        variance: add(...columns.map((column) => power(dot(slope, column), two))),
      };
    }
  }
}
