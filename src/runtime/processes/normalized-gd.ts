import { norm } from "../linear-algebra/index.js";
import type { Model } from "../model.js";
import type { Process } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";

export interface NormalizedGdOptions {
  /** η, the length of every step, or a schedule η_k. */
  readonly learningRate: LearningRate;
}

/**
 * Normalized gradient descent x ← x − η∇L/|∇L| on the slow clock t = Σ η². Where ∇L = 0 it stays.
 *
 * Near Γ it settles to bouncing along v₁ with x̃ = ±(η/2)v₁: give it time ≪ 1/η² for that, or start it there.
 *
 * @throws RangeError for options out of range
 */
export function normalizedGd(
  model: Pick<Model, "dimension" | "gradient">,
  { learningRate }: NormalizedGdOptions,
): Process {
  const rate = schedule("learningRate", learningRate);
  const gradient = new Float64Array(model.dimension);
  return {
    dimension: model.dimension,
    timeAt: clock(typeof learningRate === "number", (k) => rate(k) ** 2),
    step(x, _path, k) {
      model.gradient(x, gradient);
      const size = norm(gradient);
      if (size === 0) return;
      const factor = rate(k) / size;
      for (let a = 0; a < x.length; a++) x[a]! -= factor * gradient[a]!;
    },
  };
}
