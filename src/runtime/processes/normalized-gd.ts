import { norm } from "../linear-algebra/index.js";
import type { Model } from "../model.js";
import type { Process } from "./process.js";
import { scaledGd } from "./scaled-gd.js";
import type { LearningRate } from "./schedule.js";

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
  return scaledGd(model, learningRate, (_x, gradient) => {
    const size = norm(gradient);
    return size === 0 ? undefined : 1 / size;
  });
}
