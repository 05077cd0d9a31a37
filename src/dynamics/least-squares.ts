/**
 * The same drift for L = const + sum_i (w_i/2) r_i^2, where on Gamma T_abc = sum_i w_i (J_ia R_i,bc + J_ib R_i,ac +
 * J_ic R_i,ab) + the terms in grad w_i, so that no third derivative is needed. With V = G^-1 J sigma:
 *
 *   compensation = -1/2 J^+ rho,  rho_i = sum_k (P sigma_k)^T R_i (P sigma_k)
 *   mixed        = - P sum_i R_i P sigma V_i
 *   normal       = - P sum_i [ R_i J^T C G Lambda e_i + 1/2 (G C G)_ii grad w_i ]
 *
 * where X = J^T C J = Lyap_H^-1(Sigma_perp): C G Lambda = 1/2 G^-1 and (G C G)_ii = 1/(2 w_i) for Sigma = I,
 * C G Lambda = 1/2 Lambda and (G C G)_ii = 1/2 G_ii for Sigma = H.
 */
import { matrices } from "../calculus/index.js";
import type { Matrix, Vector } from "../calculus/index.js";
import { type Expr, add, divide, multiply, negate, num } from "../expr/index.js";
import { type LeastSquaresManifold, tangentProjector } from "../geometry/index.js";
import type { Noise } from "./noise.js";
import { type DriftTerms, minusHalf } from "./drift-terms.js";

const { apply, dot, identity, inner, mapMatrix, product, transpose, zeros } = matrices;

interface NormalCore {
  /** J^T C G Lambda e_i, one row per residual. */
  readonly rows: Matrix;
  /** (G C G)_ii = J_i^T X J_i. */
  readonly variances: Vector;
}

function normalCore({ normal, weights }: LeastSquaresManifold, noise: Noise): NormalCore {
  const half = (e: Expr): Expr => multiply(num(1, 2), e);
  switch (noise.kind) {
    case "isotropic":
      return {
        rows: mapMatrix(
          identity(normal.rank).map((e) => normal.lift(e)),
          half,
        ),
        variances: weights.map((w) => divide(num(1, 2), w)),
      };
    case "hessian":
      return {
        rows: normal.J.map((row, i) => row.map((entry) => half(multiply(weights[i]!, entry)))),
        variances: normal.G.map((row, i) => half(row[i]!)),
      };
    case "general": {
      const CG = product(normal.lyapunovCore(noise.sigma), normal.G);
      const weighted = CG.map((row) => row.map((entry, i) => multiply(entry, weights[i]!)));
      return {
        rows: product(transpose(weighted), normal.J),
        variances: product(normal.G, CG).map((row, i) => row[i]!),
      };
    }
  }
}

function normalTerm(manifold: LeastSquaresManifold, noise: Noise): Expr[] {
  const { curvatures, normal, weightGradients } = manifold;
  const { rows, variances } = normalCore(manifold, noise);
  const perResidual = curvatures.map((R, i) => {
    const slope = weightGradients[i]!;
    return apply(R, rows[i]!).map((e, a) => add(e, multiply(num(1, 2), variances[i]!, slope[a]!)));
  });
  return normal.tangent(sumOf(perResidual)).map(negate);
}

const sumOf = (vectors: Matrix): Expr[] => transpose(vectors).map((entries) => add(...entries));

export function leastSquaresTerms(manifold: LeastSquaresManifold, noise: Noise): DriftTerms {
  const { curvatures, normal, problem } = manifold;
  const none = zeros(problem.dimension);
  const regularization = normalTerm(manifold, noise);
  if (noise.kind === "hessian") return { compensation: none, mixed: none, normal: regularization };
  if (noise.kind === "isotropic") {
    const P = tangentProjector(manifold);
    const rho = curvatures.map((R) => inner(R, P));
    return { compensation: minusHalf(normal.lift(rho)), mixed: none, normal: regularization };
  }
  const tangent = transpose(noise.sigma).map((column) => normal.tangent(column));
  const rho = curvatures.map((R) => add(...tangent.map((p) => dot(p, apply(R, p)))));
  const V = normal.coordinates(noise.sigma);
  const mixed = sumOf(curvatures.map((R, i) => apply(R, apply(transpose(tangent), V[i]!))));
  return {
    compensation: minusHalf(normal.lift(rho)),
    mixed: normal.tangent(mixed).map(negate),
    normal: regularization,
  };
}
