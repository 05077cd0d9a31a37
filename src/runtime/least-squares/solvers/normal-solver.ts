/** G⁺ for G = J Jᵀ at one point. */
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
