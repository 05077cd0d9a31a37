import { symmetricEigen, type SymmetricEigen } from "../../linear-algebra/index.js";
import type { WeightedResiduals } from "../weighted-residuals.js";
import type { NormalSolver } from "./normal-solver.js";
import { LEAST, rankLoss } from "./rank-loss.js";

/** G = U diag(μ) Uᵀ with `rank` eigenvalues that count. The basis is JᵀU μ^{−1/2}, the eigenvectors of ∇²L. */
export class Eigen implements NormalSolver {
  readonly #residuals: WeightedResiduals;
  readonly #rank: number;
  readonly #G: Float64Array;
  readonly #coordinates: Float64Array;
  #eigen!: SymmetricEigen;

  constructor(residuals: WeightedResiduals, rank: number) {
    this.#residuals = residuals;
    this.#rank = rank;
    this.#G = new Float64Array(residuals.count ** 2);
    this.#coordinates = new Float64Array(rank);
  }

  factor(x: Float64Array): void {
    this.#residuals.gram(x, this.#G);
    this.#eigen = eigenOfGram(this.#G, this.#residuals.count, this.#rank);
  }

  solve(c: Float64Array): void {
    const { values, vectors } = this.#eigen;
    const M = c.length;
    const y = this.#coordinates;
    y.fill(0);
    for (let i = 0; i < M; i++) for (let k = 0; k < y.length; k++) y[k]! += vectors[i * M + k]! * c[i]!;
    for (let k = 0; k < y.length; k++) y[k]! /= values[k]!;
    for (let i = 0; i < M; i++) {
      let sum = 0;
      for (let k = 0; k < y.length; k++) sum += vectors[i * M + k]! * y[k]!;
      c[i] = sum;
    }
  }

  basis(k: number, a: Float64Array): void {
    const { values, vectors } = this.#eigen;
    for (let i = 0; i < a.length; i++) a[i] = vectors[i * a.length + k]! / Math.sqrt(values[k]!);
  }

  logDeterminant(): number {
    let sum = 0;
    for (let k = 0; k < this.#rank; k++) sum += Math.log(this.#eigen.values[k]!);
    return sum;
  }
}

/**
 * The eigenvalues and eigenvectors of G[M·M], of which `rank` must be clearly positive.
 *
 * @throws SimulationError E_RANK_CHANGE
 */
export function eigenOfGram(G: Float64Array, M: number, rank: number): SymmetricEigen {
  const eigen = symmetricEigen(G, M);
  const [largest, smallest] = [eigen.values[0]!, eigen.values[rank - 1]!];
  if (!(smallest > LEAST * largest)) throw rankLoss(rank, largest, smallest);
  return eigen;
}
