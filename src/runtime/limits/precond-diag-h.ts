import { checkAbove } from "./assumptions.js";
import { hessianCovariance } from "./covariance.js";
import { type LimitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";
import type { LabelNoiseOptions } from "./label-noise.js";
import { diagonal } from "./matrices.js";
import { preconditionedLimit } from "./preconditioned.js";

/**
 * Adam's limit under label noise once its second moment v ∝ diag H has caught up: S = diag(H)^{−1/2}, Σ = cH. There
 * T[S] = 2∇tr diag(H)^{1/2}, so that it comes to rest where tr diag(H)^{1/2} is stationary on Γ.
 */
export const precondDiagH: LimitingDynamics<LabelNoiseOptions> = {
  name: "precondDiagH",
  title: "Label-noise SGD preconditioned by diag(∇²L)^{−1/2}",
  algorithm: "x ← x − η diag(H)^{−1/2} g, label noise of covariance cH",
  equation: "X' = −(c/4) S^{1/2}P̃S^{1/2} T[S] = −(c/2) S^{1/2}P̃S^{1/2} ∇tr diag(H)^{1/2}, S = diag(H)^{−1/2}",
  timeScale: "t = Σ η²",
  source: "Li, Wen, Lyu, NeurIPS 2025 (arXiv 2511.02773)",
  assumptions: [...ON_A_MANIFOLD, "the diagonal of ∇²L is positive"],
  potential: {
    formula: "(c/2) tr diag(∇²L)^{1/2}",
    value(model, x, _rank, { c = 1 }) {
      return (c / 2) * hessianDiagonal(model, x).reduce((sum, value) => sum + Math.sqrt(value), 0);
    },
  },
  coefficients(model, x, rank, { c = 1 }) {
    checkAbove("c", c, 0);
    const S = hessianDiagonal(model, x).map((value, a) => {
      checkAbove(`the diagonal entry H_${a}${a}`, value, 0);
      return value ** -0.5;
    });
    return { drift: preconditionedLimit(model, x, rank, hessianCovariance(model, c), S).drift };
  },
};

function hessianDiagonal(model: Parameters<typeof precondDiagH.coefficients>[0], x: Float64Array): Float64Array {
  const H = new Float64Array(model.dimension ** 2);
  model.hessian(x, H);
  return diagonal(H, model.dimension);
}
