/**
 * The terms of L = const + Σ_i l_i, squares (w_i/2) r_i² or links l_i(f_i), by their residuals. A link's is l_i′(f_i), which
 * is 0 at its minimum wherever that is. L has on Γ the Hessian Σ_i ∇q_i ∇q_iᵀ, q_i the roots, and its third derivatives are
 * those of ½ Σ_i q_i² but for multiples of ∇f_i ⊗ ∇f_i ⊗ ∇f_i, which drop out of every drift.
 */
import {
  type Element,
  type Expr,
  divide,
  multiply,
  num,
  power,
  rationalNumber,
  rationals,
  subtract,
  two,
} from "../expr/index.js";
import { type Link, linksOf } from "./links.js";
import { type WeightedResidual, sumOfSquares } from "./recognise.js";

export interface Residual {
  /** 0 on Γ: r, or l′(f). */
  readonly value: Expr;
  /** Positive where the term has a minimum at residual 0: w, or l″(f). */
  readonly convexity: Expr;
  /** √w r, or l′(f)/√l″(f). */
  readonly root: Expr;
  /** μ: w r, or l′(f). */
  readonly multiplier: Expr;
  /** Has the term's gradient for its own in x, μ fixed: μ r − μ²/(2w), or μ f. */
  readonly lagrangian: (mu: Element) => Expr;
  /** 0 where μ is the multiplier at x; no large weight stands before a small residual that it has to tell from 0. */
  readonly constraint: (mu: Element) => Expr;
}

const squareRoot = (e: Expr): Expr => power(e, rationalNumber(rationals.HALF));

export const residualOfSquare = ({ residual: r, weight: w }: WeightedResidual): Residual => ({
  value: r,
  convexity: w,
  root: multiply(squareRoot(w), r),
  multiplier: multiply(w, r),
  lagrangian: (mu) => subtract(multiply(mu, r), divide(power(mu, two), multiply(two, w))),
  constraint: (mu) => subtract(r, divide(mu, w)),
});

const residualOfLink = ({ core, slope, curvature }: Link): Residual => ({
  value: slope,
  convexity: curvature,
  root: multiply(slope, power(squareRoot(curvature), num(-1))),
  multiplier: slope,
  lagrangian: (mu) => multiply(mu, core),
  constraint: (mu) => subtract(slope, mu),
});

/** Undefined where the loss is no such sum. */
export function residualsOf(loss: Expr): Residual[] | undefined {
  return sumOfSquares(loss)?.map(residualOfSquare) ?? linksOf(loss)?.map(residualOfLink);
}
