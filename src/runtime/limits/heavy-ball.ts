import type { CovarianceOptions } from "./covariance.js";
import { declared } from "./declared.js";
import type { LimitingDynamics } from "./dynamics.js";

/** Momentum changes nothing but the learning rate. */
export const heavyBall: LimitingDynamics<CovarianceOptions> = {
  name: "heavyBall",
  title: "SGD with heavy-ball momentum",
  algorithm: "m ← βm + (1 − β)g, x ← x − ηm; or m ← βm + g, x ← x − γm, which is the former with η = γ/(1 − β)",
  equation: declared.equation,
  timeScale: "t = Σ η² with the effective η",
  source: "Wang, Malladi, Wang, Lyu, Li, ICLR 2024 (arXiv 2307.15196), Theorem 4.5",
  assumptions: [...declared.assumptions, "1 − β is of order η^a with a < 1: the start-up costs O(η/(1 − β))"],
  coefficients: (model, x, rank, options) => declared.coefficients(model, x, rank, options),
};
