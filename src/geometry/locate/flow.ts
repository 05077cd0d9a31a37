/**
 * The limit of gradient flow x' = -grad L(x), by the exponential Rosenbrock method exprb43: the linear part -H is
 * solved exactly in the eigenframe of H = Hess L(x), so that steps grow without bound as the flow comes to rest, however
 * stiff it is, and flat directions are followed as slowly as the flow itself goes.
 *
 * Source: M. Hochbruck, A. Ostermann, J. Schweitzer, SIAM J. Numer. Anal. 47 (2009): order 4, error estimate of order 3.
 */
import type { SymmetricEigen } from "../../runtime/linear-algebra/index.js";
import type { NumericProblem } from "../numeric.js";
import { phi } from "./phi.js";
import { combination, coordinates, eigen, extent, isFiniteVector, norm, plus, relativeLength } from "./vectors.js";

export type FlowFailure = "outside the domain" | "diverged" | "degenerate";

/** A point of the flow. */
export interface Station {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  readonly frame: SymmetricEigen;
}

const MAX_STEPS = 1000;
const MAX_ATTEMPTS = 60;
const FARTHEST = 1e6;
/** A Hessian that shrinks by this factor on the way to the minimizer vanishes there: x^4 has no normal space. */
const VANISHING = 1e-10;
/** The rounding error of a gradient, relative to lambda_1 times the size of x. */
export const NOISE = 16 * Number.EPSILON;
const HASTE = 10;
/** The error of a step is never allowed to be more than this. */
export const LOOSEST = 1e-3;
/** So many tolerances are well above one. */
const LOOSE = 10;
export const isLoose = (error: number, tolerance: number): boolean => error > LOOSE * tolerance;

/** The end of a flow. */
export interface Journey {
  readonly station: Station;
  /** What the estimated errors of its steps add up to, every coordinate in units of its own size. */
  readonly error: number;
  /** Whether it arrived, with no step well above the tolerance. */
  readonly isHeld: boolean;
}

export interface Accuracy {
  /** Error of a step, relative to the size of x. */
  readonly tolerance: number;
  /** After so many steps (stiff valleys that bend take many) the tolerance doubles every ten, up to the loosest. */
  readonly patience: number;
}
/** No step may let a direction of negative curvature grow by more than e to this power. */
const LARGEST_GROWTH = 2;

export function stationAt(problem: NumericProblem, x: Float64Array): Station | undefined {
  const jet = problem.jet(x);
  const gradient = jet.gradient();
  const frame = Number.isFinite(jet.value()) && isFiniteVector(gradient) ? eigen(jet.hessian(), x.length) : undefined;
  return frame && { x, gradient, frame };
}

/** Where the step of length h from a station leads, with the estimate of its error in the eigenframe. */
function attempt(problem: NumericProblem, { x, gradient, frame }: Station, h: number): [Float64Array, Float64Array] {
  const lambda = frame.values;
  const g = coordinates(frame, gradient);
  const weight = (k: number, i: number, fraction = 1): number => h * phi(k, -h * fraction * lambda[i]!);
  /** -(grad L(x + d) - grad L(x) - H d): what the linear part leaves out, in the eigenframe. */
  const remainder = (d: Float64Array): Float64Array => {
    const there = coordinates(frame, problem.gradient(plus(x, combination(frame, d))));
    return there.map((value, i) => -(value - g[i]! - lambda[i]! * d[i]!));
  };
  const linear = g.map((value, i) => -weight(1, i) * value);
  const half = remainder(g.map((value, i) => -0.5 * weight(1, i, 0.5) * value));
  const whole = remainder(linear.map((value, i) => value + weight(1, i) * half[i]!));
  const step = linear.map(
    (value, i) =>
      value + (16 * weight(3, i) - 48 * weight(4, i)) * half[i]! + (-2 * weight(3, i) + 12 * weight(4, i)) * whole[i]!,
  );
  const error = half.map((value, i) => -48 * weight(4, i) * value + 12 * weight(4, i) * whole[i]!);
  return [plus(x, combination(frame, step)), error];
}

/**
 * Follows the flow to the first station of which `arrived` says that the rest of the way is known, or to where it gets
 * no further. Steps whose error is well above the tolerance are taken where the rounding of lambda_1, a long way, or one
 * large coordinate make the flow no better.
 */
export function flow(
  problem: NumericProblem,
  start: Float64Array,
  { tolerance, patience }: Accuracy,
  arrived: (station: Station) => boolean,
): Journey | FlowFailure {
  let station = stationAt(problem, start);
  if (station === undefined) return "outside the domain";
  let largest = 0;
  let h = 0;
  let total = 0;
  let isHeld = true;
  for (let count = 0; count < MAX_STEPS; count++) {
    if (arrived(station)) return { station, error: total, isHeld };
    const { values } = station.frame;
    const scale = Math.max(...values.map(Math.abs));
    largest = Math.max(largest, scale);
    if (norm(station.x) > FARTHEST * extent(start)) return "diverged";
    if (!(scale > VANISHING * largest)) return "degenerate";
    if (h === 0) h = 0.1 / scale;
    const most = -LARGEST_GROWTH / Math.min(values.at(-1)!, -1e-300);
    let next: Station | undefined;
    for (let attempts = 0; next === undefined; attempts++) {
      if (attempts === MAX_ATTEMPTS) return { station, error: total, isHeld: false };
      h = Math.min(h, most);
      const [x, miss] = attempt(problem, station, h);
      const error = norm(miss);
      const haste = 2 ** Math.max(0, (count - patience) / HASTE);
      const allowed = Math.min(haste * tolerance + NOISE * scale * h, LOOSEST) * extent(station.x);
      const acceptable = error <= allowed && isFiniteVector(x);
      next = acceptable ? stationAt(problem, x) : undefined;
      if (next) {
        const relative = relativeLength(combination(station.frame, miss), x);
        total += relative;
        isHeld &&= !isLoose(relative, tolerance);
      }
      const factor = error > 0 ? 0.9 * (allowed / error) ** 0.25 : 8;
      h *=
        next === undefined
          ? Math.min(0.5, Number.isFinite(factor) ? Math.max(factor, 0.1) : 0.1)
          : Math.min(8, Math.max(factor, 0.5));
    }
    station = next;
  }
  return { station, error: total, isHeld: false };
}
