import { checkFinite, checkLength, checkPositive } from "../check.js";
import { type Covariance, covarianceDiagonal, type CovarianceOptions } from "../normal-space/index.js";
import { SimulationError } from "../errors.js";
import type { Model } from "../model.js";
import { adam as adamProcess, explainScale } from "../processes/adam.js";
import { type Process, withMemory } from "../processes/process.js";
import { CENTRED_NOISE, limitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";
import { flowOf, sdeOf } from "./limit-process.js";
import { covarianceOf, gradientNoiseOf, NOISE_OPTIONS, noiseNameOf } from "./noise-options.js";
import { flag, number, vector } from "./options.js";
import { preconditionedLimit } from "./preconditioned.js";

export interface AdamLimitOptions extends CovarianceOptions {
  /** c_v in 1 − β₂ = c_v η². */
  readonly secondMomentRate: number;
  /** λ in S = 1/(v^λ + ε), default 1/2. */
  readonly exponent?: number;
  /** ε, default 0. */
  readonly epsilon?: number;
}

const OPTIONS = {
  ...NOISE_OPTIONS,
  momentum: number("β₁ in [0, 1); 0 is RMSprop", 0.9),
  secondMomentRate: number("c_v in 1 − β₂ = c_v η²", 1),
  exponent: number("λ in x ← x − ηm/(v^λ + ε)", 1 / 2),
  epsilon: number("ε", 0),
  secondMoment: vector("v at step 0; the diagonal of Σ at the start when not given, 0 with biasCorrection"),
  biasCorrection: flag("whether m and v are divided by what they have gathered of 1", false),
};

/** (x, v, …): v as given, else where it comes to rest for the x of the start. */
const startingAt =
  (model: Model, Sigma: Covariance, secondMoment: readonly number[] | undefined, memories: number) =>
  (x0: ArrayLike<number>): Float64Array => {
    const D = model.dimension;
    const state = withMemory(x0, D, memories);
    state.set(secondMoment ?? covarianceDiagonal(Sigma, model, Float64Array.from(x0)), D);
    return state;
  };

/**
 * Adam and RMSprop, whose second moments v move on the slow time too: the state is (Y, v), 2D numbers. The first moment
 * does not matter, as for heavy ball. `diffusion` is that of Y; v has none.
 */
export const adam = limitingDynamics<AdamLimitOptions, typeof OPTIONS>({
  name: "adam",
  title: "Adam and RMSprop",
  update: "m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², x ← x − ηm/(v^λ + ε), 1 − β₂ = c_v η²",
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
    const unusable = explainScale(S, state.subarray(D));
    if (unusable !== undefined) throw new SimulationError("E_ASSUMPTION", unusable);
    const { drift, ...noise } = preconditionedLimit(model, x, rank, Sigma, S);
    const target = covarianceDiagonal(Sigma, model, x);
    const coefficients = new Float64Array(2 * D);
    coefficients.set(drift);
    for (let a = 0; a < D; a++) coefficients[D + a] = secondMomentRate * (target[a]! - state[D + a]!);
    return { drift: coefficients, ...noise };
  },
  options: OPTIONS,
  algorithm(model, { noise, scale, law, seed, secondMoment, ...options }) {
    const process = adamProcess(model, {
      ...gradientNoiseOf(model, { noise, scale, law, seed }),
      ...options,
      ...(secondMoment && { secondMoment }),
    });
    if (options.biasCorrection) return process;
    return { ...process, initial: startingAt(model, covarianceOf(model, { noise, scale }), secondMoment, 2) };
  },
  limit(model, { secondMomentRate, exponent, epsilon, secondMoment, ...options }): Process {
    if (secondMoment) checkLength("secondMoment", secondMoment, model.dimension);
    const Sigma = covarianceOf(model, options);
    const limitOf = noiseNameOf(model, options) === "labelNoise" ? flowOf : sdeOf;
    const process = limitOf(adam, model, { Sigma, secondMomentRate, exponent, epsilon }, options);
    return { ...process, initial: startingAt(model, Sigma, secondMoment, 1) };
  },
});
