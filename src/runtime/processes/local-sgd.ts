import { checkInteger } from "../check.js";
import type { Model } from "../model.js";
import type { Process } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";
import {
  explainInstability,
  type GradientNoiseOptions,
  type NoisyModel,
  stochasticGradient,
} from "./stochastic-gradient.js";

export interface LocalSgdOptions extends GradientNoiseOptions {
  /** η, or a schedule over local steps. */
  readonly learningRate: LearningRate;
  /** K */
  readonly workers: number;
  /** H, the steps that each worker takes between two averages. */
  readonly localSteps: number;
}

/**
 * Local SGD. One step of the process is one round: K workers start from x, each takes H steps of SGD with noise of its
 * own, and x becomes their mean. The slow clock is t = Σ η² over local steps.
 *
 * For a batch of B samples per local step over all workers, each worker has B/K: scale = √(K/B).
 *
 * @throws RangeError for options out of range
 */
export function localSgd(
  model: NoisyModel & Pick<Model, "hessian">,
  { learningRate, workers, localSteps, ...noise }: LocalSgdOptions,
): Process {
  checkInteger("workers", workers, 1);
  checkInteger("localSteps", localSteps, 1);
  const D = model.dimension;
  const rate = schedule("learningRate", learningRate);
  const localTime = clock(typeof learningRate === "number", (k) => rate(k) ** 2);
  const stochastic = stochasticGradient(model, noise);
  const team = Array.from({ length: workers }, () => new Float64Array(D));
  const gradient = new Float64Array(D);
  return {
    dimension: D,
    timeAt: (round) => localTime(round * localSteps),
    step(x, path, round) {
      for (const worker of team) worker.set(x);
      // All workers step by step: the draws are then asked for in order, as they are made ahead.
      for (let k = round * localSteps; k < (round + 1) * localSteps; k++) {
        const eta = rate(k);
        team.forEach((worker, w) => {
          stochastic(worker, path, k * workers + w, gradient);
          for (let a = 0; a < D; a++) worker[a]! -= eta * gradient[a]!;
        });
      }
      x.fill(0);
      for (const worker of team) for (let a = 0; a < D; a++) x[a]! += worker[a]!;
      for (let a = 0; a < D; a++) x[a]! /= workers;
    },
    explain: (x, round) => explainInstability(model, x, rate(round * localSteps)),
  };
}
