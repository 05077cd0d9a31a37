/** Tangent gradients of tr ∇²L and of λ₁, which is tr ∇²L where M = 1. */
import { type Expr, multiply, num } from "../expr/index.js";
import type { Manifold } from "../geometry/index.js";
import type { ClosedDrift } from "./dynamics.js";
import { limitingSde } from "./terms.js";

/** factor · P∇tr ∇²L: the limit for Σ = ∇²L is −¼ of it. */
export const alongTrace = (manifold: Manifold, factor: Expr): Expr[] =>
  limitingSde(manifold, { kind: "hessian" }).total.map((e) => multiply(factor, num(-4), e));

/** factor · P∇λ₁; for M ≥ 2 eigenvalues have no closed form. */
export const alongTop = (manifold: Manifold, factor: Expr): ClosedDrift =>
  manifold.normal.rank === 1 ? alongTrace(manifold, factor) : noClosedForm(manifold);

export const noClosedForm = ({ normal }: Manifold): string => `no closed form for M = ${String(normal.rank)}`;
