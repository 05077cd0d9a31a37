import { checkInteger } from "../check.js";
import type { Model } from "../model.js";
import { draws, uniform } from "../random/index.js";
import type { Process } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";
import { explainInstability } from "./stochastic-gradient.js";

export interface SampleSgdOptions {
  /** η, or a schedule η_k. */
  readonly learningRate: LearningRate;
  readonly seed: number;
  /** B, the samples per step, drawn uniformly with replacement; default 1. */
  readonly batch?: number;
}

/**
 * SGD on the data: x ← x − (η/B) Σ_b ∇L_{i_b}(x), on the slow clock t = Σ η². Its noise has the covariance
 * `sampleCovariance` divided by B, centred by construction; where all samples are fitted on Γ that is zero, and nothing
 * moves on this clock.
 *
 * @throws RangeError for options out of range, or for a model without samples
 */
export function sampleSgd(
  model: Pick<Model, "dimension" | "hessian" | "samples">,
  { learningRate, seed, batch = 1 }: SampleSgdOptions,
): Process {
  checkInteger("seed", seed);
  checkInteger("batch", batch, 1);
  const { samples } = model;
  if (samples === undefined) throw new RangeError("the model has no losses of single samples");
  const rate = schedule("learningRate", learningRate);
  const draw = draws(uniform, seed, batch);
  const own = new Float64Array(model.dimension);
  const sum = new Float64Array(model.dimension);
  return {
    dimension: model.dimension,
    timeAt: clock(typeof learningRate === "number", (k) => rate(k) ** 2),
    step(x, path, k) {
      const u = draw(path, k);
      sum.fill(0);
      for (let b = 0; b < batch; b++) {
        samples.gradient(Math.floor(u[b]! * samples.count), x, own);
        for (let a = 0; a < x.length; a++) sum[a]! += own[a]!;
      }
      const factor = rate(k) / batch;
      for (let a = 0; a < x.length; a++) x[a]! -= factor * sum[a]!;
    },
    explain: (x, k) => explainInstability(model, x, rate(k)),
  };
}
