/** The standard normal law in both directions. */
import { normalCdf } from "../runtime/index.js";

/** P(|Z| > z) */
export const twoSided = (z: number): number => Math.min(1, 2 * normalCdf(-z));

/** The z ≥ 0 with P(|Z| > z) = p, by bisection. */
export function twoSidedQuantile(p: number): number {
  let [low, high] = [0, 40];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (twoSided(middle) > p) low = middle;
    else high = middle;
  }
  return high;
}
