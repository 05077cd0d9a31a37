import { gradientSteps } from "./gradient-steps.js";
import type { Process } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";
import { explainInstability, type GradientNoiseOptions, type NoisyModel } from "./stochastic-gradient.js";

export interface SgdOptions extends GradientNoiseOptions {
  /** η, or a schedule η_k. */
  readonly learningRate: LearningRate;
}

/**
 * Stochastic gradient descent x ← x − η∇L(x) + η s σ(x) ξ on the slow clock t = Σ η².
 *
 * @throws RangeError for options out of range
 */
export function sgd(model: NoisyModel, { learningRate, ...noise }: SgdOptions): Process {
  const rate = schedule("learningRate", learningRate);
  return {
    ...gradientSteps(model, noise, 0, (x, g, k) => {
      const eta = rate(k);
      for (let i = 0; i < x.length; i++) x[i]! -= eta * g[i]!;
    }),
    timeAt: clock(typeof learningRate === "number", (k) => rate(k) ** 2),
    explain: (x, k) => explainInstability(model, x, rate(k)),
  };
}
