import { checkPositive } from "../check.js";
import type { NoiseName } from "../model.js";
import type { Process } from "./process.js";
import { sgd } from "./sgd.js";

export interface ItoSgdOptions {
  readonly noise: NoiseName;
  /** η of the SGD that the SDE stands for. */
  readonly learningRate: number;
  /** Step of the fast time s, default η: then a step is one of SGD with Gaussian noise. */
  readonly ds?: number;
  /** Of the random numbers. */
  readonly seed: number;
  /** s for the noise sσ(x), default 1. */
  readonly scale?: number;
}

/**
 * The Itô SDE of SGD on the fast scale, dX = −∇L ds + √η σ(X) dW with s = kη, by Euler–Maruyama steps of length ds.
 * Its slow time is t = ηs.
 *
 * Source: Q. Li, C. Tai, W. E, "Stochastic modified equations and adaptive stochastic gradient algorithms", ICML 2017.
 *
 * @throws RangeError for options out of range
 */
export function itoSgd(
  model: Parameters<typeof sgd>[0],
  { noise, learningRate, ds = learningRate, seed, scale = 1 }: ItoSgdOptions,
): Process {
  checkPositive("learningRate", learningRate);
  checkPositive("ds", ds);
  // One step is x ← x − ds (∇L − s√(η/ds) σ(x) ξ).
  const steps = sgd(model, { noise, seed, learningRate: ds, scale: scale * Math.sqrt(learningRate / ds) });
  return { ...steps, timeAt: (k) => k * learningRate * ds };
}
