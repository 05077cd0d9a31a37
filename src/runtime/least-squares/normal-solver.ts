/** G⁺ for G = J Jᵀ at one point, by three routes. */
import { SimulationError } from "../errors.js";
import { choleskyFactor, choleskySolve, dot, symmetricEigen, type SymmetricEigen } from "../linear-algebra/index.js";
import type { WeightedResiduals } from "./weighted-residuals.js";

/** "cholesky": G has full rank; "eigen": it has not; "cg": it is too large to be stored. */
export type SolverName = "cholesky" | "eigen" | "cg";

export interface NormalSolver {
  /** Prepares for the point x; throws SimulationError E_RANK_CHANGE when J has lost rank there. */
  factor(x: Float64Array): void;
  /** c[M] ← G⁺c, in place. */
  solve(c: Float64Array): void;
  /** a[M] ← the coefficients of the k-th of `rank` vectors Jᵀa, orthonormal, that span the normal space. */
  basis?(k: number, a: Float64Array): void;
  /** ln of the product of the non-zero eigenvalues of G. */
  logDeterminant?(): number;
}

/** λ_M / λ_1 below this: too close to a change of rank to invert G. */
const LEAST = 1e-10;

const rankLoss = (rank: number, largest: number, smallest: number): SimulationError =>
  new SimulationError(
    "E_RANK_CHANGE",
    `the Jacobian of the residuals has rank below ${rank} here: JJᵀ has a pivot or eigenvalue ${smallest} against ${largest}; ` +
      "where that holds on all of Γ (fewer parameters than residuals, or residuals that depend on each other), give the model its rank",
    { rank, largest, smallest },
  );

/** G = L Lᵀ. The basis is JᵀL⁻ᵀ. */
class Cholesky implements NormalSolver {
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

/** G = U diag(μ) Uᵀ with `rank` eigenvalues that count. The basis is JᵀU μ^{−1/2}, the eigenvectors of ∇²L. */
class Eigen implements NormalSolver {
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

/** Relative to the right side; what is left of the residual then is rounding. */
const TOLERANCE = 1e-14;

/** Conjugate gradients on G = JJᵀ, which is applied and never formed; what needs all of it asks for its eigenvectors. */
class ConjugateGradients implements NormalSolver {
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

export const SOLVERS: Record<SolverName, (residuals: WeightedResiduals, rank: number) => NormalSolver> = {
  cholesky: (residuals) => new Cholesky(residuals),
  eigen: (residuals, rank) => new Eigen(residuals, rank),
  cg: (residuals) => new ConjugateGradients(residuals),
};
