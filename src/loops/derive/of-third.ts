/**
 * Contractions T[S] of the third derivative T = ∇³L of any loss, without T: T[S] is the gradient of ⟨∇²L, S⟩ with S frozen.
 * T[w, w] is the work-horse, since a matrix of low rank is a sum of such terms: T[P⊥] = Σ_k T[q_k, q_k] for orthonormal
 * q_k, T[P] = T[I] - T[P⊥], T[H⁺] = Σ_k T[q_k, q_k] / λ_k.
 */
import { type Expr, element } from "../../expr/index.js";
import { type Context, overEntries } from "./context.js";
import type { LoopKernel } from "../kernel.js";
import { matrixArgument, viewOf } from "../layout.js";
import { gradientOf } from "./of-loss.js";
import { alongTensors, unitVector } from "./tangent.js";

/** Forward over forward over reverse: d²/dt² ∇L(x + t w). */
export function thirdAlong(context: Context): LoopKernel {
  const w = context.vector("w", "an ambient vector, length D");
  const derivative = gradientOf(context);
  const along = context.tangents(alongTensors((p) => viewOf(w, p)));
  return context.overParameters(
    "thirdAlong",
    "T[w, w] = the gradient of wᵀ∇²L(x)w, w frozen",
    [context.x, w],
    (p, at) => along(along(derivative(p, at))),
  );
}

/** ⟨∇²L, I⟩: second derivatives along unit vectors, summed over their position. */
const laplacianOf = (context: Context): Expr => {
  const loss = context.cut(context.problem.loss);
  return overEntries(context, (p, at) => {
    const along = context.tangents(unitVector(p, at));
    return along(along(loss));
  });
};

export const laplacian = (context: Context): LoopKernel =>
  context.number("laplacian", "tr ∇²L(x), on and off Γ", [context.x], laplacianOf(context));

export const laplacianGradient = (context: Context): LoopKernel =>
  context.overParameters(
    "laplacianGradient",
    "T[I] = ∇ tr ∇²L(x), on and off Γ",
    [context.x],
    context.adjoints(context.cut(context.contract(laplacianOf(context)))),
  );

/** ⟨∇²L, S⟩ = Σ_a ∂_a ⟨∇L, S e_a⟩. */
export function thirdContraction(context: Context): LoopKernel {
  const S = matrixArgument("S", context.parameters, context.parameters, "symmetric, D × D row-major");
  const loss = context.cut(context.problem.loss);
  const inner = overEntries(context, (q, at) => {
    const alongColumn = context.tangents((e) => element(viewOf(S, e.tensor, q), [...e.indices, ...at]));
    return context.tangents(unitVector(q, at))(alongColumn(loss));
  });
  return context.overParameters(
    "thirdContraction",
    "T[S] = the gradient of ⟨∇²L(x), S⟩, S frozen",
    [context.x, S],
    context.adjoints(context.cut(context.contract(inner))),
  );
}
