/** Whether a loss that is defined by pieces has its derivatives at a point from one of them, or a kink there. */
import { holdsForPart } from "../expr/index.js";
import type { NumericProblem } from "../geometry/index.js";
import { fillNormal } from "../runtime/index.js";

/** How far to either side derivatives are compared, relative to the size of x: rounding of x on Γ is less. */
const DISTANCE = 1e-11;
/** Second or third derivatives that change by more than this part over that distance jump. */
const JUMP = 1e-6;
/** Almost every direction crosses every kink. */
const DIRECTIONS = 3;

/**
 * Compares ∇²L and T[v, v] at x with those at x ± εv. Where relu(r)² and relu(−r)² meet, at r = 0, the loss is ½r² on no
 * side, and both pieces may be counted at x itself; pieces that fit together, as |r|² does, show no difference.
 */
export function hasKink(problem: NumericProblem, x: Float64Array): boolean {
  if (!hasPieces(problem.problem.model.loss)) return false;
  const size = 1 + Math.hypot(...x);
  return Array.from({ length: DIRECTIONS }, (_, k) => direction(x.length, k)).some((v) => {
    const here = derivatives(problem, x, v);
    return [1, -1].some((side) => {
      const there = derivatives(
        problem,
        x.map((value, a) => value + side * DISTANCE * size * v[a]!),
        v,
      );
      const second = largest(here.second);
      // Where third derivatives are 0, those of the order of ∇²L per size of x are the measure.
      return (
        largest(difference(there.second, here.second)) > JUMP * second ||
        largest(difference(there.third, here.third)) > JUMP * (largest(here.third) + second / size)
      );
    });
  });
}

const hasPieces = holdsForPart((e) => e.kind === "piecewise");

/** ∇²L and T[v, v] at x. */
function derivatives(problem: NumericProblem, x: Float64Array, v: Float64Array) {
  const jet = problem.jet(x);
  return { second: jet.hessian(), third: jet.third(jet.along(v), jet.along(v)) };
}

function direction(D: number, k: number): Float64Array {
  const v = new Float64Array(D);
  fillNormal(310, k, 0, v, D);
  const length = Math.hypot(...v);
  return v.map((value) => value / length);
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - b[i]!);
