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
      const least = Math.abs(x[smallest]!);
      // x_a² − least², without cancellation.
      const gaps = x.map((value) => (Math.abs(value) - least) * (Math.abs(value) + least));
      const distance = solve(gaps, Math.log(Math.abs(c)));
      for (let a = 0; a < x.length; a++) out[a] = signOf(x[a]!) * Math.sqrt(gaps[a]! + distance);
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
 * The distance δ > 0 with ½ Σ ln(gap_a + δ) = target; one gap is 0. The left side is concave and increasing, so Newton's
 * method climbs to the root from the left without passing it.
 */
function solve(gaps: Float64Array, target: number): number {
  // ∏ (gap_a + δ) ≤ (the largest + δ)^D bounds the root from below; where that says nothing, halving finds the left.
  let delta = Math.exp((2 * target) / gaps.length) - Math.max(...gaps);
  if (!(delta > 0)) for (delta = 1; heightAt(gaps, delta, target).value > 0; delta /= 2);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { value, slope, size } = heightAt(gaps, delta, target);
    delta -= value / slope;
    if (value >= -4 * Number.EPSILON * size) return delta;
  }
  throw new SimulationError("E_NOT_CONVERGED", "no point of Γ has the conserved quantities of this point");
}

/** ½ Σ ln(gap_a + δ) − target, its derivative, and what its rounding is relative to: a logarithm near 0 keeps that of its argument. */
function heightAt(gaps: Float64Array, delta: number, target: number) {
  let [value, slope, size] = [-target, 0, Math.abs(target)];
  for (const gap of gaps) {
    const logarithm = Math.log(gap + delta) / 2;
    value += logarithm;
    size += 1 + Math.abs(logarithm);
    slope += 1 / (2 * (gap + delta));
  }
  return { value, slope, size };
}
