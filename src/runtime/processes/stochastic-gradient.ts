import { batchOf } from "../simd/batch.js";
import { checkFinite, checkInteger } from "../check.js";
import { norm, symmetricEigen } from "../linear-algebra/index.js";
import { type Model, type NoiseName, noiseOf, type NoisesWith } from "../model.js";
import { draws, drawsSideBySide, gaussian, rademacher } from "../random/index.js";

/** The noise σ(x)ξ of a stochastic gradient ∇L(x) − σ(x)ξ. */
export interface GradientNoiseOptions {
  /** Which σ(x) of the model. */
  readonly noise: NoiseName;
  /** Of the random numbers: with the path and the step, all that a ξ depends on. */
  readonly seed: number;
  /** The law of each ξ_i, default "gaussian". Label noise of ±δ is "rademacher". */
  readonly law?: "gaussian" | "rademacher";
  /** s in sσ(x)ξ, default 1, so Σ becomes s²Σ. For label noise with Σ = cH on Γ, s = √c. */
  readonly scale?: number;
}

export type NoisyModel = Pick<Model, "dimension" | "gradient" | "batch"> & NoisesWith<"apply"> & Explained;

/** What tells why a process diverged: without it that is not told. */
export type Explained = Partial<Pick<Model, "hessian" | "hessianVector">>;

/** The laws of ξ by name. */
export const LAWS = { gaussian, rademacher };

/**
 * The stochastic gradient g = ∇L(x) − s σ(x) ξ as a function (x, path, draw, out[D]); ξ is the one of that path and
 * draw.
 *
 * @throws RangeError for options out of range
 */
export function stochasticGradient(
  model: NoisyModel,
  { noise: name, seed, law = "gaussian", scale = 1 }: GradientNoiseOptions,
): (x: Float64Array, path: number, draw: number, out: Float64Array) => void {
  checkInteger("seed", seed);
  checkFinite("scale", scale);
  const noise = noiseOf(model, name, "apply");
  const xi = draws(LAWS[law], seed, noise.channels);
  const kick = new Float64Array(model.dimension);
  return (x, path, draw, out) => {
    model.gradient(x, out);
    noise.apply(x, xi(path, draw), kick);
    for (let a = 0; a < out.length; a++) out[a]! -= scale * kick[a]!;
  };
}

/** Stochastic gradients of paths side by side: arrays are component-major, entry a of path b at a·paths + b. */
export interface GradientBatch {
  readonly x: Float64Array;
  /** g, written by `run`. */
  readonly out: Float64Array;
  /** Whether g has the bits of `stochasticGradient`. */
  readonly exact: boolean;
  /** For the ξ of draw number `draw` of the paths first, first + 1, … */
  run(first: number, draw: number): void;
}

/** The same for many paths; undefined where the model cannot. */
export function stochasticGradients(
  model: NoisyModel,
  { noise: name, seed, law = "gaussian", scale = 1 }: GradientNoiseOptions,
  paths: number,
): GradientBatch | undefined {
  const own = batchOf(model, name, paths);
  const stochasticGradient = own?.steps.stochasticGradient;
  if (own === undefined || stochasticGradient === undefined) return undefined;
  const { batch, steps } = own;
  const xi = drawsSideBySide(LAWS[law], seed, steps.channels, paths);
  return {
    ...{ x: batch.x, out: batch.out, exact: batch.exact },
    run(first, draw) {
      batch.xi.set(xi(first, draw));
      stochasticGradient(scale);
    },
  };
}

/**
 * Why gradient descent x ← x − ηS∇L(x) is unstable at x, if η·λ₁(S^{1/2} ∇²L S^{1/2}) is at least `limit`: 2, or more
 * with momentum. The diagonal S is the identity by default.
 */
export function explainInstability(
  model: Curvature,
  x: Float64Array,
  learningRate: number,
  limit = 2,
  S?: Float64Array,
): string | undefined {
  const product = learningRate * largestEigenvalue(model, x, S);
  if (!(product >= limit)) return undefined;
  const matrix = S === undefined ? "∇²L" : "S∇²L";
  const bound = limit === 2 ? "2" : limit.toPrecision(4);
  return `η·λ₁(${matrix}) = ${product.toPrecision(4)} ≥ ${bound} with η = ${learningRate}, where gradient descent is unstable; lower the learning rate`;
}

type Curvature = Pick<Model, "dimension"> & Explained;

/** λ₁(S^{1/2} ∇²L S^{1/2}), NaN where ∇²L is not finite or the model does not have it. */
function largestEigenvalue(model: Curvature, x: Float64Array, S?: Float64Array): number {
  if (model.hessianVector) return largestByProducts(model, x, S);
  return model.hessian ? largestOfMatrix(model, x, S) : NaN;
}

function largestOfMatrix(model: Curvature, x: Float64Array, S?: Float64Array): number {
  const D = model.dimension;
  const H = new Float64Array(D * D);
  model.hessian!(x, H);
  if (S !== undefined)
    for (let a = 0; a < D; a++) for (let b = 0; b < D; b++) H[a * D + b]! *= Math.sqrt(S[a]! * S[b]!);
  return H.every(Number.isFinite) ? symmetricEigen(H, D).values[0]! : NaN;
}

const POWER_STEPS = 60;

/** The same from below, to a few digits, by power iteration: nothing is D × D. */
function largestByProducts(model: Curvature, x: Float64Array, S?: Float64Array): number {
  const D = model.dimension;
  const root = S?.map(Math.sqrt);
  let v = Float64Array.from({ length: D }, (_, a) => Math.cos(a + 1));
  let rayleigh = NaN;
  for (let k = 0; k < POWER_STEPS; k++) {
    const size = norm(v);
    const unit = v.map((value) => value / size);
    const product = new Float64Array(D);
    model.hessianVector!(x, root ? unit.map((value, a) => root[a]! * value) : unit, product);
    v = root ? product.map((value, a) => root[a]! * value) : product;
    rayleigh = v.reduce((sum, value, a) => sum + value * unit[a]!, 0);
    if (!(norm(v) > 0)) break;
  }
  return rayleigh;
}
