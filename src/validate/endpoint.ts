/** Φ: where gradient flow from the end of a path comes to rest. */
import { gradientFlow, type Model } from "../runtime/index.js";

/**
 * Integrated to this tolerance and then retracted, Φ is known to about a tenth of it; what is left is measured and
 * allowed for.
 */
const TOLERANCE = 1e-4;

/** Φ(x) for the first D numbers x of a state. `refinement` divides the tolerance. */
export function endpoint(model: Model, refinement = 1): (state: Float64Array) => Float64Array {
  const tolerance = { rtol: TOLERANCE / refinement, atol: TOLERANCE / refinement };
  return (state) => gradientFlow(model, state.slice(0, model.dimension), tolerance).x;
}
