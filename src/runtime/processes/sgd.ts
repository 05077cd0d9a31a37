import { checkFinite, checkInteger, checkPositive } from "../check.js";
import { symmetricEigen } from "../linear-algebra/index.js";
import { type Model, type NoiseName, noiseOf } from "../model.js";
import { fillNormal } from "../normal.js";
import { fillRademacher } from "../uniform.js";
import type { Process } from "./process.js";

export interface SgdOptions {
  readonly noise: NoiseName;
  /** η */
  readonly learningRate: number;
  readonly seed: number;
  /** The law of each ξ_i, default "gaussian". Label noise of ±δ is "rademacher". */
  readonly law?: "gaussian" | "rademacher";
  /** s in sσ(x)ξ, default 1, so Σ becomes s²Σ. For label noise with Σ = cH on Γ, s = √c. */
  readonly scale?: number;
}

/**
 * Stochastic gradient descent x ← x − η∇L(x) + η s σ(x) ξ on the slow clock t = kη².
 *
 * @throws RangeError for options out of range
 */
export function sgd(
  model: Pick<Model, "dimension" | "gradient" | "hessian" | "noises">,
  { noise: name, learningRate, seed, law = "gaussian", scale = 1 }: SgdOptions,
): Process {
  checkPositive("learningRate", learningRate);
  checkInteger("seed", seed);
  checkFinite("scale", scale);
  const D = model.dimension;
  const noise = noiseOf(model, name);
  const fill = law === "gaussian" ? fillNormal : fillRademacher;
  const xi = new Float64Array(noise.channels);
  const gradient = new Float64Array(D);
  const kick = new Float64Array(D);
  return {
    dimension: D,
    timePerStep: learningRate ** 2,
    step(x, path, k) {
      fill(seed, path, k, xi, noise.channels);
      model.gradient(x, gradient);
      noise.apply(x, xi, kick);
      for (let a = 0; a < D; a++) x[a]! += learningRate * (scale * kick[a]! - gradient[a]!);
    },
    explain(x) {
      const H = new Float64Array(D * D);
      model.hessian(x, H);
      if (!H.every(Number.isFinite)) return undefined;
      const product = learningRate * symmetricEigen(H, D).values[0]!;
      if (product < 2) return undefined;
      return `η·λ₁(∇²L) = ${product.toPrecision(4)} ≥ 2 with η = ${learningRate}, where gradient descent is unstable; lower the learning rate`;
    },
  };
}
