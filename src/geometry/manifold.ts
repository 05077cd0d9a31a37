/** The manifold of minimizers Gamma, by one of six routes to its normal space. */
import { gradient, hessian, jacobian, matrices } from "../calculus/index.js";
import type { Matrix, Vector } from "../calculus/index.js";
import { type Expr, multiply, num, power, subtract, two, zero } from "../expr/index.js";
import { type NormalAlgebra, matrixOf } from "./normal-algebra.js";
import { NormalSpace } from "./normal-space.js";
import type { Problem } from "./problem.js";
import { RankOne } from "./rank-one.js";
import type { WeightedResidual } from "./recognise.js";

const { apply, factorLDL, identity, product, solveLDL, transpose } = matrices;

export type Route = "least squares" | "links" | "declared equations" | "gradient factor" | "rank one" | "pivot rows";

interface ManifoldBase {
  readonly problem: Problem;
  /** Defining functions of Gamma: M expressions, all zero on Gamma, with independent gradients. */
  readonly residuals: readonly Expr[];
  /** The Hessian on Gamma. */
  readonly hessian: Matrix;
  readonly normal: NormalAlgebra;
  /** One Newton step towards Gamma; quadratically convergent, and tangential only to second order. */
  readonly retractStep: readonly Expr[];
}

/** L = const + sum_i (w_i/2) r_i^2, or sum_i l_i(r_i): all from first and second derivatives of the residuals. */
export interface LeastSquaresManifold extends ManifoldBase {
  readonly route: "least squares" | "links";
  readonly normal: NormalSpace;
  readonly weights: readonly Expr[];
  /** The terms of L, one a residual; L is their sum and a constant. */
  readonly terms: readonly Expr[];
  /** grad w_i. */
  readonly weightGradients: readonly Vector[];
  /** R_i = Hess r_i. */
  readonly curvatures: readonly Matrix[];
}

/** Any other loss: Hessian and third derivatives of L itself. */
export interface GeneralManifold extends ManifoldBase {
  readonly route: Exclude<Route, "least squares" | "links">;
  /** T[S] for a symmetric S. */
  readonly contract: (S: Matrix) => Expr[];
  /** The rows of H that span its range ("pivot rows"; the first of them names the residual of "rank one"). */
  readonly pivots?: readonly number[];
}

export type Manifold = LeastSquaresManifold | GeneralManifold;

const newtonStep = (x: Vector, step: Vector): Expr[] => x.map((value, a) => subtract(value, step[a]!));

export function leastSquaresManifold(
  problem: Problem,
  squares: readonly WeightedResidual[],
  route: LeastSquaresManifold["route"] = "least squares",
): LeastSquaresManifold {
  const x = problem.model.parameters;
  const residuals = squares.map(({ residual }) => residual);
  const weights = squares.map(({ weight }) => weight);
  const J = jacobian(residuals, x);
  const inverseWeights = weights.map((w, i) => weights.map((_, j) => (i === j ? power(w, num(-1)) : zero)));
  const normal = new NormalSpace(J, inverseWeights);
  const weighted = J.map((row, i) => row.map((entry) => multiply(weights[i]!, entry)));
  return {
    route,
    problem,
    residuals,
    weights,
    terms: squares.map(({ residual, weight, term }) => term ?? multiply(num(1, 2), weight, power(residual, two))),
    weightGradients: weights.map((w) => gradient(w, x)),
    normal,
    hessian: product(transpose(J), weighted),
    curvatures: residuals.map((r) => hessian(r, x)),
    retractStep: newtonStep(x, normal.lift(residuals)),
  };
}

/** Equations given by the user, or found in the gradient: H = J^T Lambda J with Lambda = J^+T H J^+. */
export function declaredManifold(
  problem: Problem,
  equations: readonly Expr[],
  route: GeneralManifold["route"] = "declared equations",
): GeneralManifold {
  const x = problem.model.parameters;
  const J = jacobian(equations, x);
  const frame = new NormalSpace(J, identity(equations.length));
  const lifts = identity(equations.length).map((e) => frame.lift(e));
  const Lambda = lifts.map((row) => lifts.map((column) => matrices.dot(row, apply(problem.hessian, column))));
  const solver = factorLDL(Lambda);
  const N = identity(equations.length).map((e) => solveLDL(solver, e));
  return {
    route,
    problem,
    residuals: equations,
    normal: new NormalSpace(J, N),
    hessian: problem.hessian,
    contract: (S) => problem.third.contract(S),
    retractStep: newtonStep(x, frame.lift(equations)),
  };
}

/** Rows S of H that span its range: H = B^T A^-1 B with B = H[S, :], A = H[S, S]; Gamma is {dL/dx_s = 0, s in S}. */
export function pivotManifold(problem: Problem, pivots: readonly number[]): GeneralManifold {
  const H = problem.hessian;
  const gradient = problem.gradient;
  const normal: NormalAlgebra =
    pivots.length === 1
      ? new RankOne(H)
      : new NormalSpace(
          pivots.map((s) => H[s]!),
          pivots.map((s) => pivots.map((t) => H[s]![t]!)),
        );
  return {
    route: pivots.length === 1 ? "rank one" : "pivot rows",
    problem,
    residuals: pivots.map((s) => gradient[s]!),
    pivots,
    normal,
    hessian: H,
    contract: (S) => problem.third.contract(S),
    retractStep: newtonStep(problem.model.parameters, normal.pseudoInverse(gradient)),
  };
}

/** P as a D x D matrix. */
export const tangentProjector = (manifold: Manifold): Expr[][] =>
  matrixOf((v) => manifold.normal.tangent(v), identity(manifold.problem.dimension));

/** H^+ as a D x D matrix. */
export const hessianPseudoInverse = (manifold: Manifold): Expr[][] =>
  matrixOf((v) => manifold.normal.pseudoInverse(v), identity(manifold.problem.dimension));

export const traceOfHessian = (manifold: Manifold): Expr => matrices.trace(manifold.hessian);
