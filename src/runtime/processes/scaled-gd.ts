import type { Model } from "../model.js";
import type { Process } from "./process.js";
import { clock, type LearningRate, schedule } from "./schedule.js";

/**
 * Gradient descent with steps scaled by a number, x ← x − η s ∇L with s = `scale(x, ∇L(x))`, on the slow clock
 * t = Σ η². Where `scale` gives undefined it stays.
 *
 * @throws RangeError for a learning rate out of range; a step throws what `scale` throws
 */
export function scaledGd(
  model: Pick<Model, "dimension" | "gradient">,
  learningRate: LearningRate,
  scale: (x: Float64Array, gradient: Float64Array) => number | undefined,
): Process {
  const rate = schedule("learningRate", learningRate);
  const gradient = new Float64Array(model.dimension);
  return {
    dimension: model.dimension,
    timeAt: clock(typeof learningRate === "number", (k) => rate(k) ** 2),
    step(x, _path, k) {
      model.gradient(x, gradient);
      const factor = scale(x, gradient);
      if (factor === undefined) return;
      const step = rate(k) * factor;
      for (let a = 0; a < x.length; a++) x[a]! -= step * gradient[a]!;
    },
  };
}
