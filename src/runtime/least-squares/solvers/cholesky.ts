import { SimulationError } from "../../errors.js";
import { choleskyFactor, choleskySolve } from "../../linear-algebra/index.js";
import type { WeightedResiduals } from "../weighted-residuals.js";
import type { NormalSolver } from "./normal-solver.js";
import { LEAST, rankLoss } from "./rank-loss.js";

/** G = L Lᵀ. The basis is JᵀL⁻ᵀ. */
export class Cholesky implements NormalSolver {
  readonly #residuals: WeightedResiduals;
  readonly #L: Float64Array;

  constructor(residuals: WeightedResiduals) {
    this.#residuals = residuals;
    this.#L = new Float64Array(residuals.count ** 2);
  }

  factor(x: Float64Array): void {
    const { count: M } = this.#residuals;
    const L = this.#L;
    this.#residuals.gram(x, L);
    let largest = 0;
    for (let i = 0; i < M; i++) largest = Math.max(largest, L[i * (M + 1)]!);
    try {
      choleskyFactor(L, M);
    } catch (error) {
      if (!(error instanceof SimulationError && error.code === "E_NOT_POSITIVE_DEFINITE")) throw error;
      throw rankLoss(M, largest, Number(error.details.pivot));
    }
    // λ_M is at most any pivot, λ_1 at least any diagonal entry.
    let smallest = Infinity;
    for (let i = 0; i < M; i++) smallest = Math.min(smallest, L[i * (M + 1)]! ** 2);
    if (!(smallest > LEAST * largest)) throw rankLoss(M, largest, smallest);
  }

  solve(c: Float64Array): void {
    choleskySolve(this.#L, this.#residuals.count, c);
  }

  basis(k: number, a: Float64Array): void {
    const { count: M } = this.#residuals;
    const L = this.#L;
    // Lᵀa = e_k
    a.fill(0);
    for (let i = k; i >= 0; i--) {
      let sum = i === k ? 1 : 0;
      for (let j = i + 1; j <= k; j++) sum -= L[j * M + i]! * a[j]!;
      a[i] = sum / L[i * (M + 1)]!;
    }
  }

  logDeterminant(): number {
    const { count: M } = this.#residuals;
    let sum = 0;
    for (let i = 0; i < M; i++) sum += 2 * Math.log(this.#L[i * (M + 1)]!);
    return sum;
  }
}
