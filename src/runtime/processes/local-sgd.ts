import { checkInteger } from "../check.js";
import type { Process } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";
import {
  explainInstability,
  type GradientNoiseOptions,
  type NoisyModel,
  stochasticGradient,
  stochasticGradients,
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
export function localSgd(model: NoisyModel, { learningRate, workers, localSteps, ...noise }: LocalSgdOptions): Process {
  checkInteger("workers", workers, 1);
  checkInteger("localSteps", localSteps, 1);
  const D = model.dimension;
  const rate = schedule("learningRate", learningRate);
  const localTime = clock(typeof learningRate === "number", (k) => rate(k) ** 2);
  const stochastic = stochasticGradient(model, noise);
  /** A round from x: `gradientAt` writes the stochastic gradient of a draw at a worker. */
  const rounds = (length: number): Round => {
    const team = Array.from({ length: workers }, () => new Float64Array(length));
    return (x, gradient, round, gradientAt) => {
      // Loops: a call of `set` or `fill` takes longer than a few entries.
      for (const worker of team) for (let i = 0; i < length; i++) worker[i] = x[i]!;
      // All workers step by step: the draws are then asked for in order, as they are made ahead.
      for (let k = round * localSteps; k < (round + 1) * localSteps; k++) {
        const eta = rate(k);
        for (let w = 0; w < workers; w++) {
          const worker = team[w]!;
          gradientAt(worker, k * workers + w);
          for (let i = 0; i < length; i++) worker[i]! -= eta * gradient[i]!;
        }
      }
      for (let i = 0; i < length; i++) x[i] = 0;
      for (const worker of team) for (let i = 0; i < length; i++) x[i]! += worker[i]!;
      for (let i = 0; i < length; i++) x[i]! /= workers;
    };
  };
  const alone = rounds(D);
  const gradient = new Float64Array(D);
  return {
    dimension: D,
    draws: workers * localSteps,
    timeAt: (round) => localTime(round * localSteps),
    step(x, path, round) {
      alone(x, gradient, round, (worker, draw) => {
        stochastic(worker, path, draw, gradient);
      });
    },
    batch(paths) {
      const gradients = stochasticGradients(model, noise, paths);
      if (gradients === undefined) return undefined;
      const states = new Float64Array(gradients.x.length);
      const together = rounds(states.length);
      return {
        states,
        exact: gradients.exact,
        step(first, round) {
          together(states, gradients.out, round, (worker, draw) => {
            gradients.x.set(worker);
            gradients.run(first, draw);
          });
          return true;
        },
      };
    },
    explain: (x, round) => explainInstability(model, x, rate(round * localSteps)),
  };
}

type Round = (
  x: Float64Array,
  gradient: Float64Array,
  round: number,
  gradientAt: (worker: Float64Array, draw: number) => void,
) => void;
