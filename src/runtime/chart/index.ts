import { checkInteger, checkLength, checkPositive } from "../check.js";
import type { SlowSystem } from "../limits/index.js";
import { type ArcMotion, arcMotion } from "./arc-motion.js";
import { Curve, type CurveModel } from "./curve.js";
import { TracedCurve } from "./traced-curve.js";

export type { ArcMotion } from "./arc-motion.js";

export interface ChartOptions {
  /** How far to follow Γ, each way; a closed curve is noticed when it closes within this length. Default 10. */
  readonly length?: number;
  /** Error of a step relative to 1 + |x|, default 1e-12; errors of the arc length are of that size times the steps. */
  readonly tolerance?: number;
}

/** Γ of dimension 1, by its arc length l from a start at l = 0. */
export interface Chart {
  /** Γ closes within the length that was followed. */
  readonly closed: boolean;
  /** The arc lengths covered; for a closed curve from 0 to its circumference. */
  readonly from: number;
  readonly to: number;
  /** x(l), a new vector; l is taken modulo the circumference of a closed curve. RangeError beyond the ends. */
  at(l: number): Float64Array;
  /** The unit tangent dx/dl. */
  tangent(l: number): Float64Array;
  /** A limiting dynamics as the scalar SDE of l. */
  motion(system: Pick<SlowSystem, "coefficients">): ArcMotion;
}

/**
 * Follows Γ from the point that `x0` retracts to: unit tangents by Dormand–Prince, back to Γ after each step.
 *
 * @throws RangeError when Γ has not dimension 1; SimulationError where Γ cannot be followed
 */
export function chart(
  model: CurveModel,
  x0: ArrayLike<number>,
  { length = 10, tolerance = 1e-12 }: ChartOptions = {},
): Chart {
  const D = model.dimension;
  checkLength("x0", x0, D);
  checkPositive("length", length);
  checkPositive("tolerance", tolerance);
  checkInteger("the dimension of Γ", D - model.rank, 1, 2);
  const curve = new Curve(model, tolerance);
  const start = curve.start(Float64Array.from(x0));
  const ahead = curve.follow(start, length);
  if (ahead.closes !== undefined) return chartOf(new TracedCurve(curve, ahead.nodes, ahead.closes, true));
  const behind = curve.follow({ ...start, u: start.u.map((value) => -value) }, length);
  const reversed = behind.nodes
    .slice(1)
    .map(({ l, x, u }) => ({ l: -l, x, u: u.map((value) => -value) }))
    .reverse();
  return chartOf(new TracedCurve(curve, [...reversed, ...ahead.nodes], length, false));
}

const chartOf = (curve: TracedCurve): Chart => ({
  closed: curve.closed,
  from: curve.from,
  to: curve.to,
  at: (l) => curve.at(l).x,
  tangent: (l) => curve.at(l).u,
  motion: (system) => arcMotion(curve, system),
});
