import { eigenOfGram, type NormalSolver, SOLVERS, type SolverName } from "./solvers/index.js";
import type { SymmetricEigen } from "../linear-algebra/index.js";
import type { WeightedResiduals } from "./weighted-residuals.js";
import { logPseudoDeterminant } from "../spectral/coefficients.js";

/**
 * The normal space of Γ at one point x, through the M × M matrix G = JJᵀ instead of the D × D Hessian: JᵀJ and JJᵀ have
 * the same non-zero eigenvalues. G is factored once for each x; moving to the same x again costs a comparison.
 */
export class NormalFrame {
  /** D */
  readonly dimension: number;
  /** M, the rank of ∇²L on Γ. */
  readonly rank: number;
  /** The residuals that count: M, or more where they depend on each other on Γ. */
  readonly residuals: WeightedResiduals;
  readonly solver: SolverName;
  readonly #solver: NormalSolver;
  readonly #x: Float64Array;
  #isKnown = false;
  #moves = 0;
  #eigen: SymmetricEigen | undefined;
  readonly #c: Float64Array;
  readonly #ambient: Float64Array;

  constructor(residuals: WeightedResiduals, rank: number, solver: SolverName) {
    this.dimension = residuals.dimension;
    this.rank = rank;
    this.residuals = residuals;
    this.solver = solver;
    this.#solver = SOLVERS[solver](residuals, rank);
    this.#x = new Float64Array(residuals.dimension);
    this.#c = new Float64Array(residuals.count);
    this.#ambient = new Float64Array(residuals.dimension);
  }

  /**
   * Moves to the point x[D]; everything below is there.
   *
   * @throws SimulationError E_RANK_CHANGE when J has lost rank
   */
  at(x: Float64Array): this {
    if (this.#isKnown && isEqual(x, this.#x)) return this;
    this.#isKnown = false;
    this.#eigen = undefined;
    this.#x.set(x);
    this.#solver.factor(this.#x);
    this.#isKnown = true;
    this.#moves++;
    return this;
  }

  /** How often the frame has moved: what is computed at a point stays right while this stays. */
  get moves(): number {
    return this.#moves;
  }

  /** The point. */
  get x(): Float64Array {
    return this.#x;
  }

  /** c[M] ← G⁺c, in place. */
  solve(c: Float64Array): void {
    this.#solver.solve(c);
  }

  /** out[D] = J⁺c, c[M] being spoilt. */
  liftInverse(c: Float64Array, out: Float64Array): void {
    this.#solver.solve(c);
    this.residuals.jacobianTransposed(this.#x, c, out);
  }

  /** v[D] ← P v = v − Jᵀ G⁺ J v, in place. */
  project(v: Float64Array): void {
    this.residuals.jacobianVector(this.#x, v, this.#c);
    this.liftInverse(this.#c, this.#ambient);
    for (let a = 0; a < v.length; a++) v[a]! -= this.#ambient[a]!;
  }

  /** out[D] = H⁺v = Jᵀ G⁺ G⁺ J v */
  pseudoInverse(v: Float64Array, out: Float64Array): void {
    this.residuals.jacobianVector(this.#x, v, this.#c);
    this.#solver.solve(this.#c);
    this.liftInverse(this.#c, out);
  }

  /** out[D] = the k-th of `rank` orthonormal vectors that span the normal space. */
  basisVector(k: number, out: Float64Array): void {
    if (this.#solver.basis === undefined) {
      this.eigenvector(k, out);
      return;
    }
    this.#solver.basis(k, this.#c);
    this.residuals.jacobianTransposed(this.#x, this.#c, out);
  }

  /** ln|∇²L|₊ */
  logPseudoDeterminant(): number {
    return this.#solver.logDeterminant?.() ?? logPseudoDeterminant(this.eigen().values, this.rank);
  }

  /** G = U diag(μ) Uᵀ: μ, descending, are the eigenvalues of ∇²L, of which `rank` are not 0. Computed once for each x. */
  eigen(): SymmetricEigen {
    if (this.#eigen === undefined) {
      const M = this.residuals.count;
      const G = new Float64Array(M * M);
      this.residuals.gram(this.#x, G);
      this.#eigen = eigenOfGram(G, M, this.rank);
    }
    return this.#eigen;
  }

  /** out[D] = v_k, the unit eigenvector of ∇²L for the k-th largest eigenvalue, k < rank: Jᵀu_k / √μ_k. */
  eigenvector(k: number, out: Float64Array): void {
    const { values, vectors } = this.eigen();
    const M = this.residuals.count;
    const scale = 1 / Math.sqrt(values[k]!);
    for (let i = 0; i < M; i++) this.#c[i] = scale * vectors[i * M + k]!;
    this.residuals.jacobianTransposed(this.#x, this.#c, out);
  }
}

function isEqual(x: Float64Array, y: Float64Array): boolean {
  for (let a = 0; a < y.length; a++) if (x[a] !== y[a]) return false;
  return true;
}
