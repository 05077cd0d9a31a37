import { checkFinite, checkInteger, checkPositive } from "../check.js";
import { type NoiseModel, type NoiseName, noiseOf, type NoisesWith } from "../model.js";
import { type Draw, draws, drawsSideBySide, gaussian, summed } from "../random/index.js";

export interface SlowNoiseOptions {
  readonly noise: NoiseName;
  /** Step of the slow time t. */
  readonly dt: number;
  /** Of the random numbers. */
  readonly seed: number;
  /**
   * The Brownian path is that of a run with the same seed and so many steps in each dt, default 1: runs with more
   * steps and correspondingly fewer substeps follow the same path.
   */
  readonly substeps?: number;
  /** s for the noise sσ(x), default 1: the limit for s²Σ is the limit for Σ run s² times as fast. */
  readonly scale?: number;
}

/** A noise of the model in steps of the slow time: its ξ by path and step, √dt·s and dt·s². */
export interface SlowNoise<Kernel extends keyof NoiseModel> {
  readonly noise: Pick<NoiseModel, "channels" | Kernel>;
  readonly draw: Draw;
  readonly drawSideBySide: (paths: number) => Draw;
  readonly diffusionStep: number;
  readonly driftStep: number;
  readonly timeAt: (k: number) => number;
}

/** @throws RangeError for options out of range */
export function slowNoise<Kernel extends keyof NoiseModel>(
  model: NoisesWith<Kernel>,
  { noise: name, dt, seed, substeps = 1, scale = 1 }: SlowNoiseOptions,
  ...kernels: readonly Kernel[]
): SlowNoise<Kernel> {
  checkPositive("dt", dt);
  checkInteger("seed", seed);
  checkFinite("scale", scale);
  const noise = noiseOf(model, name, ...kernels);
  return {
    noise,
    draw: summed(draws(gaussian, seed, noise.channels), substeps),
    drawSideBySide: (paths) => summed(drawsSideBySide(gaussian, seed, noise.channels, paths), substeps),
    diffusionStep: Math.sqrt(dt) * scale,
    driftStep: dt * scale ** 2,
    timeAt: (k) => k * dt,
  };
}
