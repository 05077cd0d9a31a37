import { fillNormal } from "../runtime/index.js";

type Loss = (x: Float64Array) => number;

/** The user's function; NaN where it has no value, or throws. */
export const tolerant =
  (loss: Loss): Loss =>
  (x) => {
    try {
      return loss(x);
    } catch {
      return NaN;
    }
  };

/**
 * A point near each point of Γ: on Γ alone a wrong derivative may vanish like the right one. Closer by where the loss has
 * no value; left out where it has none within a thousandth.
 */
export function pointsNear(points: readonly Float64Array[], loss: Loss): Float64Array[] {
  const value = tolerant(loss);
  return points.flatMap((x, k) => {
    const offset = new Float64Array(x.length);
    fillNormal(SEED, k, 0, offset, x.length);
    return OFFSETS.map((size) => x.map((coordinate, a) => coordinate + size * offset[a]!))
      .filter((near) => Number.isFinite(value(near)))
      .slice(0, 1);
  });
}

const SEED = 7;
const OFFSETS = [0.1, 0.03, 0.01, 1e-3] as const;
