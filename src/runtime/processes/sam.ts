import { checkInteger } from "../check.js";
import { norm } from "../linear-algebra/index.js";
import { type Model, samplesIn } from "../model.js";
import { draws, uniform } from "../random/index.js";
import type { Process } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";
import { explainInstability, type Explained } from "./stochastic-gradient.js";

export interface SamOptions {
  /** η, or a schedule η_k. */
  readonly learningRate: LearningRate;
  /** ρ, the length of the ascent step, or a schedule ρ_k. */
  readonly radius: LearningRate;
}

type Gradient = (x: Float64Array, out: Float64Array, path: number, k: number) => void;

/**
 * Sharpness-aware minimization with the whole loss, x ← x − η∇L(x + ρ∇L/|∇L|), on the slow clock t = Σ ηρ². Where
 * ∇L = 0 the ascent step is left out.
 *
 * @throws RangeError for options out of range
 */
export function sam(model: Pick<Model, "dimension" | "gradient"> & Explained, options: SamOptions): Process {
  return sharpnessAware(model, options, (x, out) => {
    model.gradient(x, out);
  });
}

export interface SingleSampleSamOptions extends SamOptions {
  /** Of the random numbers. */
  readonly seed: number;
}

/**
 * Sharpness-aware minimization with one sample i at a time, drawn uniformly: x ← x − η∇L_i(x + ρ∇L_i/|∇L_i|), on the
 * slow clock t = Σ ηρ².
 *
 * @throws RangeError for options out of range, or for a model without samples
 */
export function singleSampleSam(
  model: Pick<Model, "dimension" | "samples"> & Explained,
  { seed, ...options }: SingleSampleSamOptions,
): Process {
  checkInteger("seed", seed);
  const samples = samplesIn(model);
  const draw = draws(uniform, seed, 1);
  return sharpnessAware(model, options, (x, out, path, k) => {
    // Both gradients of a step draw the same (seed, path, k): the same sample.
    samples.gradient(Math.floor(draw(path, k)[0]! * samples.count), x, out);
  });
}

function sharpnessAware(
  model: Pick<Model, "dimension"> & Explained,
  { learningRate, radius }: SamOptions,
  gradientAt: Gradient,
): Process {
  const rate = schedule("learningRate", learningRate);
  const ascent = schedule("radius", radius);
  const isConstant = typeof learningRate === "number" && typeof radius === "number";
  const gradient = new Float64Array(model.dimension);
  const ahead = new Float64Array(model.dimension);
  return {
    dimension: model.dimension,
    timeAt: clock(isConstant, (k) => rate(k) * ascent(k) ** 2),
    step(x, path, k) {
      gradientAt(x, gradient, path, k);
      const size = norm(gradient);
      const factor = size === 0 ? 0 : ascent(k) / size;
      for (let a = 0; a < x.length; a++) ahead[a] = x[a]! + factor * gradient[a]!;
      gradientAt(ahead, gradient, path, k);
      const eta = rate(k);
      for (let a = 0; a < x.length; a++) x[a]! -= eta * gradient[a]!;
    },
    explain: (x, k) => explainInstability(model, x, rate(k)),
  };
}
