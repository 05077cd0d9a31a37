import { checkPositive } from "../check.js";
import { checkAbove } from "./assumptions.js";
import type { CurvatureModel } from "../spectral/eigen-frame.js";
import type { Model } from "../model.js";
import { hessianCovariance, hessianDiagonal, normalSpace } from "../normal-space/index.js";
import { preconditionedSgd } from "../processes/preconditioned-sgd.js";
import type { Process } from "../processes/process.js";
import { limitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";
import { flowOf } from "./limit-process.js";
import { choice, number } from "./options.js";
import type { LabelNoiseOptions } from "./label-noise.js";
import { preconditionedLimit, type Scales } from "./preconditioned.js";

const OPTIONS = {
  c: number("c in Σ = c∇²L on Γ", 1),
  law: choice("of the labels' noise: ±δ, or normal", ["rademacher", "gaussian"], "rademacher"),
};

/**
 * Adam's limit under label noise once its second moment v ∝ diag H has caught up: S = diag(H)^{−1/2}, Σ = cH. There
 * T[S] = 2∇tr diag(H)^{1/2}, so that it comes to rest where tr diag(H)^{1/2} is stationary on Γ.
 *
 * Like v, S must not follow the fluctuations of x across Γ: with S(x), E[S(x)g] has the further term ∂S·E[(x − y)g],
 * of the order of the drift. So the algorithm takes S at the point y of Γ that x fluctuates about.
 */
export const precondDiagH = limitingDynamics<LabelNoiseOptions, typeof OPTIONS>({
  name: "precondDiagH",
  title: "Label-noise SGD preconditioned by diag(∇²L)^{−1/2}",
  update: "x ← x − ηS g, label noise of covariance c∇²L, S = diag(H)^{−1/2} at the y ∈ Γ below x",
  equation: "Y' = −(c/4) S^{1/2}P̃S^{1/2} T[S] = −(c/2) S^{1/2}P̃S^{1/2} ∇tr diag(H)^{1/2}, S = diag(H)^{−1/2}",
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
    const S = new Float64Array(model.dimension);
    inverseRoots(model, x, S);
    return { drift: preconditionedLimit(model, x, rank, hessianCovariance(model, c), S).drift };
  },
  options: OPTIONS,
  algorithm(model, { c, ...options }) {
    checkPositive("c", c);
    return preconditionedSgd(model, {
      ...options,
      ...{ noise: "labelNoise", scale: Math.sqrt(c), scales: scalesOnManifold(model) },
    });
  },
  limit: (model, { c, ...options }): Process => flowOf(precondDiagH, model, { c }, options),
});

/**
 * S at the point of Γ next to y = x − S^{1/2}H̃⁺S^{1/2}∇L(x), H̃ = S^{1/2}HS^{1/2}: the Newton step along S·range H, in which
 * the algorithm fluctuates. So it has none of the fluctuation in first order; what it has in second order is O(η) in the
 * mean. H and S of the step are those of the point of Γ next to x: at x itself diag H need not be positive.
 */
function scalesOnManifold(given: CurvatureModel & Pick<Model, "rank" | "gradient" | "retractStep">): Scales {
  const model = { ...given, largestTangent: Infinity };
  const [gradient, near, y] = [0, 1, 2].map(() => new Float64Array(model.dimension)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return (x, out) => {
    model.gradient(x, gradient);
    model.retractStep(x, near);
    inverseRoots(model, near, out);
    const root = out.map(Math.sqrt);
    for (let a = 0; a < y.length; a++) gradient[a]! *= root[a]!;
    const step = normalSpace(model, near, model.rank, root).pseudoInverse(gradient);
    for (let a = 0; a < y.length; a++) y[a] = x[a]! - root[a]! * step[a]!;
    model.retractStep(y, near);
    inverseRoots(model, near, out);
  };
}

/** out = the diagonal of diag(H)^{−1/2} */
function inverseRoots(model: CurvatureModel, x: Float64Array, out: Float64Array): void {
  hessianDiagonal(model, x).forEach((value, a) => {
    checkAbove(`the diagonal entry H_${a}${a}`, value, 0);
    out[a] = value ** -0.5;
  });
}
