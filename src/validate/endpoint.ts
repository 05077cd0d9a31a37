/** Φ: where gradient flow from the end of a path comes to rest. */
import { flowMap, type Model } from "../runtime/index.js";

/**
 * Φ is in closed form, or integrated to this tolerance and then retracted: known to about a tenth of it; what is left
 * is measured and allowed for.
 */
const TOLERANCE = 1e-4;

/** Φ(x) for the first D numbers x of a state. `refinement` divides the tolerance. */
export function endpoint(model: Model, refinement = 1): (state: Float64Array) => Float64Array {
  const phi = flowMap(model, { rtol: TOLERANCE / refinement, atol: TOLERANCE / refinement });
  return (state) => {
    const x = new Float64Array(model.dimension);
    phi(state.slice(0, model.dimension), x);
    return x;
  };
}
