/** The drift from the third derivatives of L itself: the four-term formula as it stands. */
import { matrices } from "../calculus/index.js";
import type { Matrix } from "../calculus/index.js";
import { type Expr, add, multiply, negate, num } from "../expr/index.js";
import { type GeneralManifold, type NormalAlgebra, tangentProjector } from "../geometry/index.js";
import type { Noise } from "./noise.js";
import { type DriftTerms, minusHalf } from "./drift-terms.js";

const { product, transpose, zeros } = matrices;

/** Lyap_H^-1 of the normal block of Sigma. */
function normalCovariance(normal: NormalAlgebra, noise: Noise): Matrix {
  switch (noise.kind) {
    case "isotropic":
      return normal.lyapunovOfIdentity();
    case "hessian":
      return normal.lyapunovOfHessian();
    case "general":
      return normal.lyapunovOf(noise.sigma);
  }
}

const symmetricPart = (A: Matrix): Expr[][] =>
  A.map((row, i) => row.map((_, j) => multiply(num(1, 2), add(A[i]![j]!, A[j]![i]!))));

export function generalTerms(manifold: GeneralManifold, noise: Noise): DriftTerms {
  const { contract: T, normal, problem } = manifold;
  const none = zeros(problem.dimension);
  const normalTerm = minusHalf(normal.tangent(T(normalCovariance(normal, noise))));
  if (noise.kind === "hessian") return { compensation: none, mixed: none, normal: normalTerm };
  if (noise.kind === "isotropic") {
    const compensation = minusHalf(normal.pseudoInverse(T(tangentProjector(manifold))));
    return { compensation, mixed: none, normal: normalTerm };
  }
  const columns = transpose(noise.sigma);
  const tangent = transpose(columns.map((column) => normal.tangent(column)));
  const inverse = transpose(columns.map((column) => normal.pseudoInverse(column)));
  return {
    compensation: minusHalf(normal.pseudoInverse(T(product(tangent, transpose(tangent))))),
    mixed: normal.tangent(T(symmetricPart(product(inverse, transpose(tangent))))).map(negate),
    normal: normalTerm,
  };
}
