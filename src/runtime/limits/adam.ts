import { checkFinite, checkLength, checkPositive } from "../check.js";
import { type CovarianceOptions, covarianceAt } from "./covariance.js";
import { CENTRED_NOISE, type LimitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";
import { diagonal } from "./matrices.js";
import { preconditionedLimit } from "./preconditioned.js";

export interface AdamLimitOptions extends CovarianceOptions {
  /** c_v in 1 − β₂ = c_v η². */
  readonly secondMomentRate: number;
  /** λ in S = 1/(v^λ + ε), default 1/2. */
  readonly exponent?: number;
  /** ε, default 0. */
  readonly epsilon?: number;
}

/**
 * Adam and RMSprop, whose second moments v move on the slow time too: the state is (Y, v), 2D numbers. The first moment
 * does not matter, as for heavy ball. `diffusion` is that of Y; v has none.
 */
export const adam: LimitingDynamics<AdamLimitOptions> = {
  name: "adam",
  title: "Adam and RMSprop",
  algorithm: "m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², x ← x − ηm/(v^λ + ε), 1 − β₂ = c_v η²",
  equation: "dY = S^{1/2}{limit for H̃, T̃, Σ̃} with S = 1/(v^λ + ε);  dv = c_v (diag Σ(Y) − v) dt",
  timeScale: "t = Σ η²",
  source: "Li, Wen, Lyu, NeurIPS 2025 (arXiv 2511.02773)",
  assumptions: [...ON_A_MANIFOLD, CENTRED_NOISE, "β₁ is fixed and 1 − β₂ = c_v η²", "every v + ε stays positive"],
  memory: 1,
  coefficients(model, state, rank, { Sigma, secondMomentRate, exponent = 1 / 2, epsilon = 0 }) {
    const D = model.dimension;
    checkLength("state", state, 2 * D);
    checkPositive("secondMomentRate", secondMomentRate);
    checkFinite("exponent", exponent);
    checkFinite("epsilon", epsilon);
    const x = state.slice(0, D);
    const S = state.slice(D).map((v) => 1 / (v ** exponent + epsilon));
    const { drift, diffusion } = preconditionedLimit(model, x, rank, Sigma, S);
    const target = diagonal(covarianceAt(Sigma, model, x), D);
    const coefficients = new Float64Array(2 * D);
    coefficients.set(drift);
    for (let a = 0; a < D; a++) coefficients[D + a] = secondMomentRate * (target[a]! - state[D + a]!);
    return { drift: coefficients, diffusion: diffusion! };
  },
};
