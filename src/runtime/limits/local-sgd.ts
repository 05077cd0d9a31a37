import { checkInteger, checkPositive } from "../check.js";
import { type Covariance, multiplied, normalSpace } from "../normal-space/index.js";
import { sumOfTerms } from "../spectral/coefficients.js";
import { localSgd as localSgdProcess } from "../processes/local-sgd.js";
import type { Process } from "../processes/process.js";
import { CENTRED_NOISE, limitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";
import { sdeOf } from "./limit-process.js";
import { covarianceOf, gradientNoiseOf, NOISE_OPTIONS } from "./noise-options.js";
import { integer, number } from "./options.js";

export interface LocalSgdLimitOptions {
  /** Σ(x), the covariance of the gradient of one sample. */
  readonly Sigma: Covariance;
  /** K */
  readonly workers: number;
  /** B, the samples per step of all workers together: each worker's gradient has covariance (K/B) Σ. */
  readonly batch: number;
  /** α = ηH for H local steps between two averages. */
  readonly alpha: number;
}

const OPTIONS = {
  ...NOISE_OPTIONS,
  workers: integer("K, the number of workers", 4),
  batch: integer("B, the samples per step of all workers together", 4),
  alpha: number("α = ηH: a round has the H = α/η local steps, rounded, that make it", 0.6),
};

/**
 * K workers that average every H steps. Until then each spreads with its own noise, K times as wide as their mean: the
 * spread at age s is (1 − e^{−(λ_i+λ_j)s}) of the stationary one, and its average over a round of length α is ψ.
 */
export const localSgd = limitingDynamics<LocalSgdLimitOptions, typeof OPTIONS>({
  name: "localSgd",
  title: "Local SGD",
  update: "K workers take H steps of SGD each, then all become their mean",
  equation:
    "dY = B^{−1/2} PσdW + (1/B) ½∂²Φ[Σ] dt − ((K−1)/2B) P T[Ψ] dt, Ψ_ij = Σ_ij ψ(α(λ_i+λ_j))/(λ_i+λ_j) normal and mixed",
  timeScale: "t = Σ η² over local steps",
  source: "Gu, Lyu, Huang, Arora, ICLR 2023 (arXiv 2303.01215), the slow SDE",
  assumptions: [...ON_A_MANIFOLD, CENTRED_NOISE, "workers draw independent samples", "α = ηH is fixed as η → 0"],
  coefficients(model, x, rank, { Sigma, workers, batch, alpha }) {
    checkInteger("workers", workers, 1);
    checkInteger("batch", batch, 1);
    checkPositive("alpha", alpha);
    const space = normalSpace(model, x, rank);
    const perStep = multiplied(Sigma, 1 / batch);
    const terms = space.terms(perStep, (rate) => 1 + (workers - 1) * psi(alpha * rate));
    return { drift: sumOfTerms(terms), ...space.tangentNoise(perStep) };
  },
  options: OPTIONS,
  algorithm(model, { learningRate, workers, batch, alpha, ...noise }) {
    checkPositive("batch", batch);
    checkPositive("alpha", alpha);
    if (typeof learningRate !== "number")
      throw new RangeError("local SGD with a fixed α needs a constant learningRate");
    const scale = noise.scale * Math.sqrt(workers / batch);
    return localSgdProcess(model, {
      ...gradientNoiseOf(model, { ...noise, scale }),
      ...{ learningRate, workers, localSteps: Math.max(1, Math.round(alpha / learningRate)) },
    });
  },
  limit: (model, { workers, batch, alpha, ...options }): Process =>
    sdeOf(localSgd, model, { Sigma: covarianceOf(model, options), workers, batch, alpha }, options),
});

/** ψ(x) = (e^{−x} − 1 + x)/x, x ≥ 0: the mean of 1 − e^{−s} over 0 < s < x; from 0 to 1. Relative error below 1e-15. */
export function psi(x: number): number {
  if (x > 1) return (Math.expm1(-x) + x) / x;
  // x/2! − x²/3! + x³/4! − …, which does not cancel.
  let sum = 0;
  for (let n = 18; n >= 2; n--) sum = (1 - sum) * (x / n);
  return sum;
}
