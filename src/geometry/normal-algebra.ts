/** What the limiting dynamics ask of the normal space of Gamma at a point. All matrices D x D unless said otherwise. */
import type { Matrix, Vector } from "../calculus/index.js";
import type { Expr } from "../expr/index.js";

export interface NormalAlgebra {
  /** M = rank H. */
  readonly rank: number;
  /** P v, the projection on the tangent space ker H. */
  tangent(v: Vector): Expr[];
  /** H^+ v. */
  pseudoInverse(v: Vector): Expr[];
  /** ln |H|_+, the log-determinant of the non-zero part. */
  logPseudoDeterminant(): Expr;
  /** Lyap_H^-1 of the normal block P_perp of Sigma = I: H^+ / 2. */
  lyapunovOfIdentity(): Matrix;
  /** Lyap_H^-1(H) = P_perp / 2. */
  lyapunovOfHessian(): Matrix;
  /** Lyap_H^-1 of the normal block of Sigma = sigma sigma^T, sigma of shape D x channels. */
  lyapunovOf(sigma: Matrix): Matrix;
  /** Length of the xi that `hessianRoot` takes. */
  readonly rootChannels: number;
  /** A xi with A A^T = H on Gamma: label noise. */
  hessianRoot(xi: Vector): Expr[];
  /** The same for diag(root) H diag(root): the normal space in the coordinates z of x = diag(root) z. */
  scaled(root: Vector): NormalAlgebra;
}

/** The matrix of a linear map given on vectors. */
export function matrixOf(map: (v: Vector) => Vector, basis: Matrix): Expr[][] {
  const columns = basis.map(map);
  return basis.map((_, a) => columns.map((column) => column[a]!));
}
