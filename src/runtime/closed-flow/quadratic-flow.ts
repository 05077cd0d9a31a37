import { SimulationError } from "../errors.js";
import type { Model } from "../model.js";
import type { ClosedFlow } from "./closed-flow.js";

/**
 * A loss L = l(r_1, …, r_M), minimal where r = 0, of residuals r_i = xᵀA_i x − y_i that one orthonormal basis makes
 * diagonal: the standard one, turned by 45° in the planes of some pairs of coordinates.
 */
export interface DiagonalQuadratics extends Pick<Model, "dimension" | "retractStep"> {
  /** Disjoint pairs (a, b): the basis has (e_a + e_b)/√2 and (e_a − e_b)/√2 in their places. */
  readonly pairs?: readonly (readonly [a: number, b: number])[];
  /** q[D], the eigenvalues of Σ w_i A_i² in that basis, for ∇²L = Σ w_i ∇r_i∇r_iᵀ on Γ. */
  readonly decay: Float64Array;
}

/**
 * Φ for quadratic residuals. Along the flow x' = −2 Σ (∂l/∂r_i) A_i x every x is e^{−2B}x₀ with B = Σ s_i A_i, so Φ(x₀)
 * is the one with r = 0: s ∈ ℝᴹ minimizes the convex function
 *
 *   F(s) = ¼ x₀ᵀ e^{−4B} x₀ + Σ s_i y_i,   ∂F/∂s_i = −r_i,   ∂²F = JJᵀ at e^{−2B}x₀.
 *
 * Newton's step for s is (JJᵀ)⁻¹r, and as J_i = 2A_i x it multiplies each coordinate of the basis by
 * exp(−(J⁺r)_a / x_a): the retraction's own step, taken in the exponent. On Γ tr∇²L = 4 xᵀ(Σ w_i A_i²)x, so label noise
 * moves as Y(t) = Φ(e^{−2tq} x₀).
 *
 * @throws SimulationError E_NOT_CONVERGED, from its methods, where no point of Γ has the conserved quantities of x₀
 */
export function quadraticFlow({
  decay,
  dimension: D,
  pairs = [],
  retractStep,
}: DiagonalQuadratics): Required<ClosedFlow> {
  const step = new Float64Array(D);
  const turn = (v: Float64Array): void => {
    for (const [a, b] of pairs) [v[a], v[b]] = [(v[a]! + v[b]!) * Math.SQRT1_2, (v[a]! - v[b]!) * Math.SQRT1_2];
  };

  /** x ← e^{−2B}x with r = 0. */
  const settle = (x: Float64Array): void => {
    for (let k = 0; k < MOST_STEPS; k++) {
      retractStep(x, step);
      for (let a = 0; a < D; a++) step[a] = x[a]! - step[a]!;
      turn(step);
      turn(x);
      let longest = 0;
      for (let a = 0; a < D; a++) {
        // A coordinate at 0 stays there; what is not a number stays that.
        step[a] = x[a] === 0 ? 0 * step[a]! : step[a]! / x[a]!;
        longest = Math.max(longest, Math.abs(step[a]!));
      }
      if (Number.isNaN(longest)) break;
      const scale = Math.min(1, LONGEST / longest);
      for (let a = 0; a < D; a++) x[a]! *= Math.exp(-scale * step[a]!);
      turn(x);
      if (longest <= SMALL) return;
    }
    throw new SimulationError("E_NOT_CONVERGED", "no point of Γ has the conserved quantities of this point");
  };

  return {
    flow(x, out) {
      out.set(x);
      settle(out);
    },
    labelNoiseFlow(x0, t, out) {
      out.set(x0);
      turn(out);
      for (let a = 0; a < D; a++) out[a]! *= Math.exp(-2 * t * decay[a]!);
      turn(out);
      settle(out);
    },
  };
}

/** The error that is left is the square of the last step's exponents. */
const SMALL = 1e-8;
/** Beyond a factor e^4 the quadratic model of F says nothing: longer steps are cut. */
const LONGEST = 4;
const MOST_STEPS = 500;
