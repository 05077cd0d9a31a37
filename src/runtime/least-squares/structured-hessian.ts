import { addScaled, dot } from "../linear-algebra/index.js";
import { jacobian } from "./residual-modes.js";
import type { WeightedResiduals } from "./weighted-residuals.js";

/** ∇²L = BᵀB + diag(d): M·D + D numbers instead of D². */
export interface StructuredHessian {
  /** The M rows of B, each [D]: √w_i ∇r_i. */
  readonly rows: readonly Float64Array[];
  /** d[D] */
  readonly diagonal: Float64Array;
  /** out[D] = ∇²L v */
  multiply(v: Float64Array, out: Float64Array): void;
}

/**
 * ∇²L at x from the residuals' gradients: Σ_i w_i ∇r_i∇r_iᵀ + Σ_i w_i r_i ∇²r_i, of which the second part is 0 on Γ. Beside
 * Γ it is given for r_i = Σ_a A_ia x_a² − y_i alone, where it is diagonal: 2 Σ_i w_i r_i A_ia, and 2A_ia is ∂r_i/∂x_a at
 * x = (1, …, 1).
 */
export function structuredHessian(
  residuals: WeightedResiduals,
  isQuadratic: boolean,
  x: Float64Array,
): StructuredHessian {
  const { count, dimension: D } = residuals;
  const rows = jacobian(residuals, x);
  const diagonal = new Float64Array(D);
  if (isQuadratic) {
    const rho = new Float64Array(count);
    residuals.values(x, rho);
    residuals.jacobianTransposed(new Float64Array(D).fill(1), rho, diagonal);
  }
  return {
    rows,
    diagonal,
    multiply(v, out) {
      const along = rows.map((row) => dot(row, v));
      for (let a = 0; a < D; a++) out[a] = diagonal[a]! * v[a]!;
      rows.forEach((row, i) => {
        addScaled(out, along[i]!, row);
      });
    },
  };
}
