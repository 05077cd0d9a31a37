import { checkFinite, checkInteger, checkPositive } from "../check.js";
import { gradientFlow, type GradientFlowOptions } from "../flow.js";
import { type Model, type NoiseName, noiseOf } from "../model.js";
import { draws, gaussian } from "../random/index.js";
import type { Process } from "./process.js";

export interface FlowNoiseOptions {
  readonly noise: NoiseName;
  /** Step of the slow time t. */
  readonly dt: number;
  readonly seed: number;
  /** s for the noise sσ(x), default 1. */
  readonly scale?: number;
  readonly flow?: GradientFlowOptions;
}

/**
 * The limiting SDE without derivatives of L beyond the first: X ← Φ(X + √dt s σ(X) ξ) with the full noise. By Itô's
 * formula the drift ½ ∂²Φ[Σ] arises by itself as dt → 0, so this is an independent, slow reference for `limitingSde`.
 *
 * @throws RangeError for options out of range; a step throws what `gradientFlow` throws
 */
export function flowNoise(
  model: Pick<Model, "dimension" | "gradient" | "noises"> & Partial<Pick<Model, "retractStep">>,
  { noise: name, dt, seed, scale = 1, flow = {} }: FlowNoiseOptions,
): Process {
  checkPositive("dt", dt);
  checkInteger("seed", seed);
  checkFinite("scale", scale);
  const D = model.dimension;
  const noise = noiseOf(model, name);
  const draw = draws(gaussian, seed, noise.channels);
  const kick = new Float64Array(D);
  const diffusionStep = Math.sqrt(dt) * scale;
  return {
    dimension: D,
    timeAt: (k) => k * dt,
    step(x, path, k) {
      noise.apply(x, draw(path, k), kick);
      for (let a = 0; a < D; a++) x[a]! += diffusionStep * kick[a]!;
      x.set(gradientFlow(model, x, flow).x);
    },
  };
}
