import { checkInteger, checkPositive } from "../check.js";
import { addScaled } from "../linear-algebra/index.js";
import type { LabelledSamples, Model } from "../model.js";
import { draws } from "../random/index.js";
import { batchSampler } from "./batch.js";
import type { Process } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";
import { explainInstability, type Explained, LAWS } from "./stochastic-gradient.js";

export interface LabelNoiseSgdOptions {
  /** η, or a schedule η_k. */
  readonly learningRate: LearningRate;
  /** Of the random numbers. */
  readonly seed: number;
  /** δ, the standard deviation of the noise on a label. */
  readonly delta: number;
  /** B, the samples per step, default 1. */
  readonly batch?: number;
  /** Whether one sample may be drawn twice in a step, each time with noise of its own; default true. */
  readonly replacement?: boolean;
  /** ±δ with equal chances, or normal; default "rademacher". */
  readonly law?: "rademacher" | "gaussian";
}

/** SGD with noise on the labels, which knows the limit that belongs to it. */
export interface LabelNoiseSgd extends Process {
  /**
   * c in Σ = c∇²L on Γ, so that the limit is Y' = −(c/4) P∇tr ∇²L: `limitingSde` with noise "labelNoise" and scale √c,
   * or `limits.labelNoise` with this c. For (1/2n) Σ r² it is δ²/B, for (1/n) Σ r² twice that, for ½ Σ r² nδ²/B.
   * Absent when the samples' weights or slopes differ so that Σ is no multiple of ∇²L.
   */
  readonly c?: number;
}

/** The noise of step k has the random numbers of step k + 2⁵², so that it is independent of the rows of any step. */
const NOISE = 2 ** 52;

/**
 * SGD with fresh noise on the labels, x ← x − (η/B) Σ_b ∇L_{i_b}(x; y_{i_b} + δε_b), on the slow clock t = Σ η². A step
 * touches the rows drawn and no others.
 *
 * @throws RangeError for options out of range, or for a model without labels
 */
export function labelNoiseSgd(
  model: Pick<Model, "dimension" | "labels"> & Explained,
  { learningRate, seed, delta, batch = 1, replacement = true, law = "rademacher" }: LabelNoiseSgdOptions,
): LabelNoiseSgd {
  checkPositive("delta", delta);
  const { labels } = model;
  if (labels === undefined)
    throw new RangeError(
      "the model has no labels: no array of the data, or more than one, has an entry in each residual that enters it alone and " +
        'linearly; pass the labels as data, and choose by `export const labels = "y"` in the loss file',
    );
  checkInteger("batch", batch, 1, replacement ? undefined : labels.count + 1);
  const rate = schedule("learningRate", learningRate);
  const draw = batchSampler(labels.count, batch, seed, replacement);
  const drawNoise = draws(LAWS[law], seed, batch);
  const noise = new Float64Array(batch);
  const descend = labels.descend ?? byGradient(labels, model.dimension);
  const factor = labels.covarianceFactor;
  return {
    dimension: model.dimension,
    ...(factor !== undefined && { c: (factor * delta ** 2) / batch }),
    timeAt: clock(typeof learningRate === "number", (k) => rate(k) ** 2),
    step(x, path, k) {
      const rows = draw(path, k);
      const epsilon = drawNoise(path, k + NOISE);
      for (let b = 0; b < batch; b++) noise[b] = delta * epsilon[b]!;
      descend(x, rows, noise, rate(k));
    },
    explain: (x, k) => explainInstability(model, x, rate(k)),
  };
}

function byGradient(labels: LabelledSamples, dimension: number): NonNullable<LabelledSamples["descend"]> {
  const gradient = new Float64Array(dimension);
  return (x, rows, noise, rate) => {
    labels.batchGradient(x, rows, noise, gradient);
    addScaled(x, -rate, gradient);
  };
}
