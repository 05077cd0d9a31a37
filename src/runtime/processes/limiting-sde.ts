import { batchOf } from "../simd/batch.js";
import type { Model, NoisesWith } from "../model.js";
import { MAX_ITERATIONS, retraction, TOLERANCE } from "../flow/retraction.js";
import type { Process } from "./process.js";
import { slowNoise, type SlowNoiseOptions } from "./slow-noise.js";

export type LimitingSdeOptions = SlowNoiseOptions;

/**
 * The limiting SDE dY = s P σ(Y) dW + s² b(Y) dt on Γ, b = ½ ∂²Φ[Σ], by Euler–Maruyama steps in ℝᴰ followed by a
 * Gauss–Newton retraction: X ← Retr(X + √dt s P σ ξ + dt s² b). Weak order 1 in dt. For label noise P σ = 0 and this is
 * Euler's method for the limiting flow.
 *
 * @throws RangeError for options out of range; a step throws SimulationError E_NOT_CONVERGED when it cannot get back
 *   to Γ
 */
export function limitingSde(
  model: Pick<Model, "dimension" | "retractStep" | "batch"> & NoisesWith<"drift" | "diffuse">,
  options: LimitingSdeOptions,
): Process {
  const D = model.dimension;
  const { noise, draw, drawSideBySide, diffusionStep, driftStep, timeAt } = slowNoise(
    model,
    options,
    "drift",
    "diffuse",
  );
  const retract = retraction(model);
  const drift = new Float64Array(D);
  const diffusion = new Float64Array(D);
  const isDeterministic = options.noise === "labelNoise";
  return {
    dimension: D,
    timeAt,
    step(x, path, k) {
      noise.drift(x, drift);
      if (!isDeterministic) noise.diffuse(x, draw(path, k), diffusion);
      for (let a = 0; a < D; a++) x[a]! += diffusionStep * diffusion[a]! + driftStep * drift[a]!;
      retract(x);
    },
    batch(paths) {
      const own = batchOf(model, options.noise, paths);
      const limitStep = own?.steps.limitStep;
      if (own === undefined || limitStep === undefined) return undefined;
      const { batch } = own;
      const drawAll = drawSideBySide(paths);
      return {
        states: batch.x,
        exact: batch.exact,
        step(first, k) {
          if (!isDeterministic) batch.xi.set(drawAll(first, k));
          return limitStep(diffusionStep, driftStep, TOLERANCE, MAX_ITERATIONS);
        },
      };
    },
  };
}
