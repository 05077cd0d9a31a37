import type { Model } from "../model.js";
import type { Process } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";
import {
  explainInstability,
  type GradientNoiseOptions,
  type NoisyModel,
  stochasticGradient,
} from "./stochastic-gradient.js";

export interface SgdOptions extends GradientNoiseOptions {
  /** η, or a schedule η_k. */
  readonly learningRate: LearningRate;
}

/**
 * Stochastic gradient descent x ← x − η∇L(x) + η s σ(x) ξ on the slow clock t = Σ η².
 *
 * @throws RangeError for options out of range
 */
export function sgd(model: NoisyModel & Pick<Model, "hessian">, { learningRate, ...noise }: SgdOptions): Process {
  const rate = schedule("learningRate", learningRate);
  const stochastic = stochasticGradient(model, noise);
  const gradient = new Float64Array(model.dimension);
  return {
    dimension: model.dimension,
    timeAt: clock(typeof learningRate === "number", (k) => rate(k) ** 2),
    step(x, path, k) {
      stochastic(x, path, k, gradient);
      const eta = rate(k);
      for (let a = 0; a < x.length; a++) x[a]! -= eta * gradient[a]!;
    },
    explain: (x, k) => explainInstability(model, x, rate(k)),
  };
}
