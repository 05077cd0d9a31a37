import type { CovarianceOptions } from "../normal-space/index.js";
import { declared } from "./declared.js";
import { heavyBall as heavyBallProcess } from "../processes/heavy-ball.js";
import { limitingDynamics } from "./dynamics.js";
import { INTEGRATOR, limitOfSgd } from "./limit-process.js";
import { gradientNoiseOf, NOISE_OPTIONS, noiseNameOf } from "./noise-options.js";
import { choice, number } from "./options.js";

const OPTIONS = {
  ...NOISE_OPTIONS,
  momentum: number("β in [0, 1)", 0.9),
  form: choice("whether learningRate is η (averaged) or γ (plain)", ["averaged", "plain"], "averaged"),
  integrator: INTEGRATOR,
};

/** Momentum changes nothing but the learning rate. */
export const heavyBall = limitingDynamics<CovarianceOptions, typeof OPTIONS>({
  name: "heavyBall",
  title: "SGD with heavy-ball momentum",
  update: "m ← βm + (1 − β)g, x ← x − ηm; or m ← βm + g, x ← x − γm, which is the former with η = γ/(1 − β)",
  equation: declared.equation,
  timeScale: "t = Σ η² with the effective η",
  source: "Wang, Malladi, Wang, Lyu, Li, ICLR 2024 (arXiv 2307.15196), Theorem 4.5",
  assumptions: [...declared.assumptions, "1 − β is of order η^a with a < 1: the start-up costs O(η/(1 − β))"],
  coefficients: (model, x, rank, options) => declared.coefficients(model, x, rank, options),
  options: OPTIONS,
  algorithm: (model, { learningRate, momentum, form, ...noise }) =>
    heavyBallProcess(model, { learningRate, momentum, form, ...gradientNoiseOf(model, noise) }),
  limit: (model, options) => limitOfSgd(model, noiseNameOf(model, options), options),
});
