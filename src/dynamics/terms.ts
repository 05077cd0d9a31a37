/**
 * The limiting SDE of SGD on Gamma in the slow time t = k eta^2 (Li, Wang, Arora, ICLR 2022, Theorem 4.6 expanded):
 *
 *   dY = P sigma dW                                     tangent noise
 *        - 1/2 H^+ T[P Sigma P] dt                      compensation: keeps Y on Gamma, a normal vector
 *        - P T[H^+ Sigma P] dt                          mixed regularization
 *        - 1/2 P T[Lyap_H^-1(P_perp Sigma P_perp)] dt   normal regularization
 *
 * with H = Hess L, T = third derivatives, T[S]_a = sum_bc T_abc S_bc and Lyap_H(X) = H X + X H.
 */
import { matrices } from "../calculus/index.js";
import type { Vector } from "../calculus/index.js";
import { type Expr, add } from "../expr/index.js";
import type { Manifold } from "../geometry/index.js";
import type { DriftTerms } from "./drift-terms.js";
import { generalTerms } from "./general.js";
import { leastSquaresTerms } from "./least-squares.js";
import type { Noise } from "./noise.js";

export interface LimitingSde extends DriftTerms {
  readonly noise: Noise;
  /** compensation + mixed + normal = 1/2 d²Phi[Sigma]. */
  readonly total: Vector;
}

export function limitingSde(manifold: Manifold, noise: Noise): LimitingSde {
  const terms = "curvatures" in manifold ? leastSquaresTerms(manifold, noise) : generalTerms(manifold, noise);
  const total = terms.normal.map((normal, a) => add(terms.compensation[a]!, terms.mixed[a]!, normal));
  return { noise, ...terms, total };
}

/** The tangent noise for one draw: P sigma xi; 0 for label noise, whose noise is normal to Gamma. */
export function tangentNoise(manifold: Manifold, noise: Noise, xi: Vector): Expr[] {
  if (noise.kind === "hessian") return matrices.zeros(manifold.problem.dimension);
  return manifold.normal.tangent(noise.kind === "isotropic" ? xi : matrices.apply(noise.sigma, xi));
}
