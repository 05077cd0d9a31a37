/** G⁺ for G = J Jᵀ at one point, by three routes. */
import type { WeightedResiduals } from "../weighted-residuals.js";
import { Cholesky } from "./cholesky.js";
import { ConjugateGradients } from "./conjugate-gradients.js";
import { Eigen } from "./eigen.js";
import type { NormalSolver } from "./normal-solver.js";

export { eigenOfGram } from "./eigen.js";
export type { NormalSolver } from "./normal-solver.js";

/** "cholesky": G has full rank; "eigen": it has not; "cg": it is too large to be stored. */
export type SolverName = "cholesky" | "eigen" | "cg";

export const SOLVERS: Record<SolverName, (residuals: WeightedResiduals, rank: number) => NormalSolver> = {
  cholesky: (residuals) => new Cholesky(residuals),
  eigen: (residuals, rank) => new Eigen(residuals, rank),
  cg: (residuals) => new ConjugateGradients(residuals),
};
