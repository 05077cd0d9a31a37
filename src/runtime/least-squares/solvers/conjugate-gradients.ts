import { SimulationError } from "../../errors.js";
import { dot } from "../../linear-algebra/index.js";
import type { WeightedResiduals } from "../weighted-residuals.js";
import type { NormalSolver } from "./normal-solver.js";
import { rankLoss } from "./rank-loss.js";

/** Relative to the right side; what is left of the residual then is rounding. */
const TOLERANCE = 1e-14;

/** Conjugate gradients on G = JJᵀ, which is applied and never formed; what needs all of it asks for its eigenvectors. */
export class ConjugateGradients implements NormalSolver {
  readonly #residuals: WeightedResiduals;
  readonly #x: Float64Array;
  readonly #ambient: Float64Array;
  readonly #r: Float64Array;
  readonly #p: Float64Array;
  readonly #Gp: Float64Array;

  constructor(residuals: WeightedResiduals) {
    this.#residuals = residuals;
    this.#x = new Float64Array(residuals.dimension);
    this.#ambient = new Float64Array(residuals.dimension);
    [this.#r, this.#p, this.#Gp] = [0, 1, 2].map(() => new Float64Array(residuals.count)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
  }

  factor(x: Float64Array): void {
    this.#x.set(x);
  }

  solve(c: Float64Array): void {
    const [r, p, Gp] = [this.#r, this.#p, this.#Gp];
    r.set(c);
    p.set(c);
    c.fill(0);
    let squared = dot(r, r);
    const enough = TOLERANCE ** 2 * squared;
    const most = 10 * r.length + 50;
    for (let iteration = 0; squared > enough; iteration++) {
      this.#residuals.jacobianTransposed(this.#x, p, this.#ambient);
      const curvature = dot(this.#ambient, this.#ambient);
      if (!(curvature > 0)) throw rankLoss(r.length, dot(p, p), curvature);
      this.#residuals.jacobianVector(this.#x, this.#ambient, Gp);
      const step = squared / curvature;
      for (let i = 0; i < r.length; i++) {
        c[i]! += step * p[i]!;
        r[i]! -= step * Gp[i]!;
      }
      const next = dot(r, r);
      // Rounding sets a floor; a residual that no longer falls has reached it.
      if (iteration > most) {
        const reached = Math.sqrt(next / (enough / TOLERANCE ** 2));
        if (reached < 1e-9) return;
        throw new SimulationError(
          "E_NOT_CONVERGED",
          `conjugate gradients on JJᵀ still have a residual of ${reached} after ${most} iterations: JJᵀ is close to singular here`,
          { iterations: most, residual: reached },
        );
      }
      for (let i = 0; i < p.length; i++) p[i] = r[i]! + (next / squared) * p[i]!;
      squared = next;
    }
  }
}
