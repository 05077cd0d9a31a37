import type { Process } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";
import {
  explainInstability,
  type GradientNoiseOptions,
  type NoisyModel,
  stochasticGradient,
} from "./stochastic-gradient.js";

export interface PreconditionedSgdOptions extends GradientNoiseOptions {
  /** η, or a schedule η_k. */
  readonly learningRate: LearningRate;
  /** out[D] = the diagonal of S(x), positive. */
  readonly scales: (x: Float64Array, out: Float64Array) => void;
}

/**
 * SGD with a diagonal preconditioner, x ← x − η S(x) g, on the slow clock t = Σ η².
 *
 * @throws RangeError for options out of range; a step throws what `scales` throws
 */
export function preconditionedSgd(
  model: NoisyModel,
  { learningRate, scales, ...noise }: PreconditionedSgdOptions,
): Process {
  const rate = schedule("learningRate", learningRate);
  const stochastic = stochasticGradient(model, noise);
  const gradient = new Float64Array(model.dimension);
  const S = new Float64Array(model.dimension);
  return {
    dimension: model.dimension,
    timeAt: clock(typeof learningRate === "number", (k) => rate(k) ** 2),
    step(x, path, k) {
      stochastic(x, path, k, gradient);
      scales(x, S);
      const eta = rate(k);
      for (let a = 0; a < x.length; a++) x[a]! -= eta * S[a]! * gradient[a]!;
    },
    explain(x, k) {
      scales(x, S);
      return explainInstability(model, x, rate(k), 2, S);
    },
  };
}
