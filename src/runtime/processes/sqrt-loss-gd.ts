import { SimulationError } from "../errors.js";
import type { Model } from "../model.js";
import type { Process } from "./process.js";
import { scaledGd } from "./scaled-gd.js";
import type { LearningRate } from "./schedule.js";

export interface SqrtLossGdOptions {
  /** η, or a schedule η_k. */
  readonly learningRate: LearningRate;
}

/**
 * Gradient descent on √L, x ← x − η∇L/(2√L), on the slow clock t = Σ η². L must be zero on Γ, where it stays.
 *
 * @throws RangeError for options out of range; a step throws SimulationError E_ASSUMPTION where L < 0
 */
export function sqrtLossGd(
  model: Pick<Model, "dimension" | "loss" | "gradient">,
  { learningRate }: SqrtLossGdOptions,
): Process {
  return scaledGd(model, learningRate, (x) => {
    const loss = model.loss(x);
    if (loss < 0)
      throw new SimulationError("E_ASSUMPTION", `√L needs a loss that is not negative; L = ${loss}`, { loss });
    return loss === 0 ? undefined : 1 / (2 * Math.sqrt(loss));
  });
}
