/**
 * What the runtime asks of a model; `create(data)` of a generated module returns one.
 *
 * Vectors are Float64Array, matrices row-major Float64Array. Results go to out-parameters, which must not alias an
 * input; nothing is allocated. D is the number of parameters, M the rank of ∇²L on Γ, q the channels of a noise.
 */
import type { ClosedFlow } from "./closed-flow/closed-flow.js";

/** One noise σ(x)ξ of SGD, ξ with mean 0 and covariance I, and the limit that belongs to Σ = σσᵀ. */
export interface NoiseModel {
  readonly name: "isotropic" | "labelNoise" | "declared";
  /** q, the length of ξ. */
  readonly channels: number;
  /** out[D] = σ(x) ξ, defined off Γ too. */
  apply(x: Float64Array, xi: Float64Array, out: Float64Array): void;
  /** out[D] = P(x) σ(x) ξ: the tangent noise at x on Γ. */
  diffuse(x: Float64Array, xi: Float64Array, out: Float64Array): void;
  /** out[D] = ½ ∂²Φ(x)[Σ]: the total Itô drift of the limiting SDE at x on Γ. */
  drift(x: Float64Array, out: Float64Array): void;
  /**
   * The drift in its three terms, out[3D] one after another:
   * compensation −½ H⁺T[Σ∥], mixed −P T[H⁺Σ⊥∥], normal −½ P T[Lyap⁻¹ Σ⊥].
   */
  driftTerms(x: Float64Array, out: Float64Array): void;
}

/** L = (1/n) Σ_i L_i as the mean over n samples of data, for algorithms that see one at a time. */
export interface Samples {
  /** n */
  readonly count: number;
  /** out[D] = ∇L_i(x), i from 0 to n − 1. */
  gradient(i: number, x: Float64Array, out: Float64Array): void;
  /** out[D] = the mean of ∇L_i(x) over the samples i in `rows`, where that is cheaper than one by one. */
  readonly batchGradient?: (x: Float64Array, rows: Float64Array, out: Float64Array) => void;
  /** x[D] ← x − rate·that mean, where that is cheaper than by the gradient. */
  readonly descend?: (x: Float64Array, rows: Float64Array, rate: number) => void;
}

/** Samples whose residuals r_i have a label y_i each, which enters r_i alone and linearly: L_i = n (w_i/2) r_i². */
export interface LabelledSamples {
  /** The name of the array of labels. */
  readonly name: string;
  /** n */
  readonly count: number;
  /**
   * c in Σ = c∇²L on Γ for one sample a step whose label has noise of variance 1: n w_i (∂r_i/∂y_i)². Absent when that
   * is not the same for all samples: then Σ is no multiple of ∇²L.
   */
  readonly covarianceFactor?: number;
  /** out[D] = the mean of ∇L_i(x) over the samples i = rows[b] drawn, with y_i + noise[b] for y_i. */
  batchGradient(x: Float64Array, rows: Float64Array, noise: Float64Array, out: Float64Array): void;
  /** x[D] ← x − rate·that mean, where that is cheaper than by the gradient. */
  readonly descend?: (x: Float64Array, rows: Float64Array, noise: Float64Array, rate: number) => void;
}

/** A model has the members of ClosedFlow where what gradient flow conserves gives its end in closed form. */
export interface Model extends Partial<ClosedFlow> {
  readonly name: string;
  /** D */
  readonly dimension: number;
  /** M */
  readonly rank: number;
  /** The names of the D parameters, in order. */
  readonly parameters: readonly string[];
  loss(x: Float64Array): number;
  /** out[D] = ∇L(x). */
  gradient(x: Float64Array, out: Float64Array): void;
  /** out[D·D] = ∇²L(x). */
  hessian(x: Float64Array, out: Float64Array): void;
  /** out[D] = T[S], T[S]_a = Σ_bc T_abc S_bc with T = ∇³L(x) and S[D·D]. */
  thirdContraction(x: Float64Array, S: Float64Array, out: Float64Array): void;
  /** out[M] = the defining functions of Γ, zero on Γ. */
  residuals(x: Float64Array, out: Float64Array): void;
  /** out[D] = x − J⁺r(x): one Gauss–Newton step towards Γ. */
  retractStep(x: Float64Array, out: Float64Array): void;
  /** out[D] = P(x) v. */
  tangentProject(x: Float64Array, v: Float64Array, out: Float64Array): void;
  /** out[D] = ∇²L(x) v, for a model that has it without the D × D array. */
  readonly hessianVector?: (x: Float64Array, v: Float64Array, out: Float64Array) => void;
  /** The losses of single samples, for a model that has them. */
  readonly samples?: Samples;
  /** The labels that label noise perturbs, for a model that has them. */
  readonly labels?: LabelledSamples;
  readonly noises: Readonly<{ isotropic: NoiseModel; labelNoise: NoiseModel; declared?: NoiseModel }>;
  /**
   * Many paths side by side, two at a time; absent for large losses, undefined where the host has no SIMD, or no memory
   * for it.
   *
   * @throws RangeError when the number of paths is not even and positive
   */
  batch?(paths: number): ModelBatch | undefined;
}

/**
 * Steps with one noise, those whose kernels the module has. A path gets the same bits whatever its neighbours are and
 * however many.
 */
export interface NoiseBatch {
  /** q: rows 0 … q − 1 of `xi` are used. */
  readonly channels: number;
  /** out = ∇L(x) − scale·σ(x) ξ */
  readonly stochasticGradient?: (scale: number) => void;
  /**
   * x ← Retr(x + diffusionStep·P(x) σ(x) ξ + driftStep·½∂²Φ(x)[Σ]), with the retraction of `retraction`. False when a
   * path has not come back to Γ after `maxIterations`.
   */
  readonly limitStep?: (diffusionStep: number, driftStep: number, tolerance: number, maxIterations: number) => boolean;
}

/** B paths. Arrays are component-major: entry a of path b lies at a·B + b. They are the steps' own: nothing is copied. */
export interface ModelBatch {
  /** B, even. */
  readonly paths: number;
  /** Whether the steps have the bits of single paths, not only to rounding. */
  readonly exact: boolean;
  /** x[D·B] */
  readonly x: Float64Array;
  /** ξ[q·B], q the largest number of channels. */
  readonly xi: Float64Array;
  /** out[D·B] */
  readonly out: Float64Array;
  readonly noises: Readonly<Partial<Record<NoiseName, NoiseBatch>>>;
  /** The kernels for one path that the steps are made of. */
  readonly madeOf: BatchKernels;
}

export type StepKernels = Partial<Pick<Model, "gradient" | "retractStep">>;
export type NoiseKernels = Pick<NoiseModel, "channels"> & Partial<Pick<NoiseModel, "apply" | "diffuse" | "drift">>;
export interface BatchKernels extends StepKernels {
  readonly noises: Readonly<Partial<Record<NoiseName, NoiseKernels>>>;
}

/** "isotropic" (Σ = I), "labelNoise" (Σ = ∇²L on Γ), and "declared" where the loss file has a `noise`. */
export type NoiseName = keyof Model["noises"];

/** What is asked of a model's noises by who needs some of their kernels: a module may be made without the others. */
export interface NoisesWith<Kernel extends keyof NoiseModel> {
  readonly noises: Readonly<Partial<Record<NoiseName, Pick<NoiseModel, "channels" | Kernel>>>>;
}

/**
 * The noise of that name.
 *
 * @throws RangeError if the model has none: "declared" where the loss declares no noise of its own, or any that its
 *   module was made without; or if the noise lacks one of these kernels
 */
export function noiseOf<Kernel extends keyof NoiseModel>(
  model: NoisesWith<Kernel>,
  name: NoiseName,
  ...kernels: readonly Kernel[]
): Pick<NoiseModel, "channels" | Kernel> {
  const noise = model.noises[name];
  if (noise === undefined) throw new RangeError(`the model has no ${name} noise`);
  const missing = kernels.filter((kernel) => !(kernel in noise));
  if (missing.length > 0)
    throw new RangeError(`the ${name} noise of the model has no ${missing.join(", ")}: its module was made without`);
  return noise;
}

/**
 * The losses of single samples.
 *
 * @throws RangeError if the model has none
 */
export function samplesIn({ samples }: Pick<Model, "samples">): Samples {
  if (samples !== undefined) return samples;
  throw new RangeError("the model has no losses of single samples: its loss is no sum or mean over samples");
}
