import { addScaled } from "../linear-algebra/index.js";
import { type Model, type Samples, samplesIn } from "../model.js";
import { batchSampler } from "./batch.js";
import type { Process } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";
import { explainInstability, type Explained } from "./stochastic-gradient.js";

export interface SampleSgdOptions {
  /** η, or a schedule η_k. */
  readonly learningRate: LearningRate;
  /** Of the random numbers. */
  readonly seed: number;
  /** B, the samples per step, drawn uniformly; default 1. */
  readonly batch?: number;
  /** Whether one sample may be drawn twice in a step; default true. */
  readonly replacement?: boolean;
}

/** SGD on samples, without any noise but the choice of them. */
export interface SampleSgd extends Process {
  /** What becomes of it on the slow clock. */
  readonly note: string;
}

/**
 * SGD on the data: x ← x − (η/B) Σ_b ∇L_{i_b}(x), on the slow clock t = Σ η². Its noise has the covariance
 * `sampleCovariance` divided by B (for draws with replacement), centred by construction.
 *
 * Where all samples are fitted on Γ, as for least squares with residuals 0, ∇L_i = n w_i r_i∇r_i is 0 there for each of
 * them: the noise vanishes on Γ, and Y is constant on this clock. What moves along Γ is label noise: `labelNoiseSgd`.
 *
 * @throws RangeError for options out of range, or for a model without samples
 */
export function sampleSgd(
  model: Pick<Model, "dimension" | "samples"> & Explained,
  { learningRate, seed, batch = 1, replacement = true }: SampleSgdOptions,
): SampleSgd {
  const samples = samplesIn(model);
  const rate = schedule("learningRate", learningRate);
  const draw = batchSampler(samples.count, batch, seed, replacement);
  const descend = samples.descend ?? byGradient(samples, model.dimension);
  return {
    dimension: model.dimension,
    note: "where every sample is fitted on Γ the noise of the samples vanishes there, and Y is constant in t = Σ η²",
    timeAt: clock(typeof learningRate === "number", (k) => rate(k) ** 2),
    step(x, path, k) {
      descend(x, draw(path, k), rate(k));
    },
    explain: (x, k) => explainInstability(model, x, rate(k)),
  };
}

function byGradient(samples: Samples, dimension: number): NonNullable<Samples["descend"]> {
  const [own, mean] = [new Float64Array(dimension), new Float64Array(dimension)];
  const batchGradient = samples.batchGradient ?? oneByOne(samples, own);
  return (x, rows, rate) => {
    batchGradient(x, rows, mean);
    addScaled(x, -rate, mean);
  };
}

const oneByOne =
  (samples: Samples, own: Float64Array): NonNullable<Samples["batchGradient"]> =>
  (x, rows, out) => {
    out.fill(0);
    for (const i of rows) {
      samples.gradient(i, x, own);
      for (let a = 0; a < x.length; a++) out[a]! += own[a]! / rows.length;
    }
  };
