import { checkFinite, checkInteger, checkPositive } from "../check.js";
import { type Model, type NoiseName, noiseOf } from "../model.js";
import { draws, gaussian } from "../random/index.js";
import { retraction } from "../retraction.js";
import type { Process } from "./process.js";

export interface LimitingSdeOptions {
  readonly noise: NoiseName;
  /** Step of the slow time t. */
  readonly dt: number;
  readonly seed: number;
  /** s for the noise sσ(x), default 1: the limit for s²Σ is the limit for Σ run s² times as fast. */
  readonly scale?: number;
}

/**
 * The limiting SDE dX = s P σ(X) dW + s² b(X) dt on Γ, b = ½ ∂²Φ[Σ], by Euler–Maruyama steps in ℝᴰ followed by a
 * Gauss–Newton retraction: X ← Retr(X + √dt s P σ ξ + dt s² b). Weak order 1 in dt. For label noise P σ = 0 and this is
 * Euler's method for the limiting flow.
 *
 * @throws RangeError for options out of range; a step throws SimulationError E_NOT_CONVERGED when it cannot get back
 *   to Γ
 */
export function limitingSde(
  model: Pick<Model, "dimension" | "retractStep" | "noises">,
  { noise: name, dt, seed, scale = 1 }: LimitingSdeOptions,
): Process {
  checkPositive("dt", dt);
  checkInteger("seed", seed);
  checkFinite("scale", scale);
  const D = model.dimension;
  const noise = noiseOf(model, name);
  const retract = retraction(model);
  const draw = draws(gaussian, seed, noise.channels);
  const drift = new Float64Array(D);
  const diffusion = new Float64Array(D);
  const driftStep = dt * scale ** 2;
  const diffusionStep = Math.sqrt(dt) * scale;
  const isDeterministic = name === "labelNoise";
  return {
    dimension: D,
    timeAt: (k) => k * dt,
    step(x, path, k) {
      noise.drift(x, drift);
      if (!isDeterministic) noise.diffuse(x, draw(path, k), diffusion);
      for (let a = 0; a < D; a++) x[a]! += diffusionStep * diffusion[a]! + driftStep * drift[a]!;
      retract(x);
    },
  };
}
