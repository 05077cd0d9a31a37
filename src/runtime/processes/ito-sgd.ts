import { checkFinite, checkInteger, checkPositive } from "../check.js";
import { type Model, type NoiseName, noiseOf } from "../model.js";
import { draws, gaussian } from "../random/index.js";
import type { Process } from "./process.js";
import { explainInstability } from "./stochastic-gradient.js";

export interface ItoSgdOptions {
  readonly noise: NoiseName;
  /** η of the SGD that the SDE stands for. */
  readonly learningRate: number;
  /** Step of the fast time s, default η: then a step is one of SGD with Gaussian noise. */
  readonly ds?: number;
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
  model: Pick<Model, "dimension" | "gradient" | "hessian" | "noises">,
  { noise: name, learningRate, ds = learningRate, seed, scale = 1 }: ItoSgdOptions,
): Process {
  checkPositive("learningRate", learningRate);
  checkPositive("ds", ds);
  checkInteger("seed", seed);
  checkFinite("scale", scale);
  const noise = noiseOf(model, name);
  const draw = draws(gaussian, seed, noise.channels);
  const gradient = new Float64Array(model.dimension);
  const kick = new Float64Array(model.dimension);
  const diffusionStep = Math.sqrt(learningRate * ds) * scale;
  return {
    dimension: model.dimension,
    timeAt: (k) => k * learningRate * ds,
    step(x, path, k) {
      model.gradient(x, gradient);
      noise.apply(x, draw(path, k), kick);
      for (let a = 0; a < x.length; a++) x[a]! += diffusionStep * kick[a]! - ds * gradient[a]!;
    },
    explain: (x) => explainInstability(model, x, ds),
  };
}
