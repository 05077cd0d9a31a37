import { SimulationError } from "../errors.js";
import type { ClosedFlow } from "./closed-flow.js";

/**
 * Φ for L = l(x_1 ⋯ x_D − c), c ≠ 0, l minimal at 0. Along the flow all x_i² grow by the same τ, so Φ(x₀) has
 * x_i² = x_i(0)² + τ with ∏ √(x_i(0)² + τ) = |c|. Where the product has the other sign than c the flow first takes τ down
 * to −min x_i², where the smallest coordinate passes through 0 and changes its sign.
 *
 * @throws RangeError for c = 0
 */
export function productFlow(c: number): ClosedFlow {
  if (!(Math.abs(c) > 0)) throw new RangeError(`the product must not be ${c} on Γ`);
  return {
    flow(x, out) {
      const smallest = indexOfSmallest(x);
      const sign = x.reduce((product, value) => product * signOf(value), Math.sign(c));
      if (isTied(x, smallest) && (sign < 0 || x[smallest] === 0))
        throw new SimulationError("E_NOT_CONVERGED", "gradient flow from here ends in a saddle point, not on Γ");
      const tau = solve(x, x[smallest]! ** 2, Math.log(Math.abs(c)));
      for (let a = 0; a < x.length; a++) out[a] = signOf(x[a]!) * Math.sqrt(x[a]! ** 2 + tau);
      if (sign < 0) out[smallest]! *= -1;
    },
  };
}

/** A coordinate at 0 goes where the sign of c asks for. */
const signOf = (value: number): number => (value < 0 ? -1 : 1);

const indexOfSmallest = (x: Float64Array): number =>
  x.reduce((best, value, a) => (Math.abs(value) < Math.abs(x[best]!) ? a : best), 0);

const isTied = (x: Float64Array, smallest: number): boolean =>
  x.some((value, a) => a !== smallest && Math.abs(value) === Math.abs(x[smallest]!));

const MOST_STEPS = 200;

/**
 * The τ > −least with ½ Σ ln(x_a² + τ) = target. The left side is concave and increasing: Newton's method converges
 * from the left of the root without passing it.
 */
function solve(x: Float64Array, least: number, target: number): number {
  const D = x.length;
  // ∏ √(x_a² + τ) ≤ (max x² + τ)^{D/2}: to the left of the root, and inside the domain.
  const most = x.reduce((top, value) => Math.max(top, value ** 2), 0);
  const bound = Math.exp((2 * target) / D) - most;
  let tau = bound > -least ? bound : nearPole(x, least, target);
  for (let step = 0; step < MOST_STEPS; step++) {
    let [value, slope] = [-target, 0];
    for (let a = 0; a < D; a++) {
      const square = x[a]! ** 2 + tau;
      value += Math.log(square) / 2;
      slope += 1 / (2 * square);
    }
    const change = value / slope;
    tau -= change;
    if (Math.abs(change) <= 4 * Number.EPSILON * (tau + most)) return tau;
  }
  throw new SimulationError("E_NOT_CONVERGED", "no point of Γ has the conserved quantities of this point");
}

/** A τ left of the root by halving its distance to the pole at −least, where the logarithm falls to −∞. */
function nearPole(x: Float64Array, least: number, target: number): number {
  for (let distance = 1 + least; distance > 0; distance /= 2) {
    const value = x.reduce((sum, entry) => sum + Math.log(entry ** 2 - least + distance) / 2, -target);
    if (value <= 0) return distance - least;
  }
  return -least;
}
