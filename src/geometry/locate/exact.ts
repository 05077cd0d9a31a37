/**
 * Whether there is a point of Gamma beside a settled one, to more digits than doubles have: the judge where no residuals
 * tell. In doubles x^4, a direction a million times softer than the stiffest, and e^(-x) far out all look flat.
 */
import { type Precise, PreciseNumber } from "../../expr/index.js";
import type { NumericProblem } from "../numeric.js";
import type { NormalStep } from "./normal-step.js";
import { extent, isFiniteVector } from "./vectors.js";

/** The point has settled when a step is as short as this, relative to the size of x. */
const SETTLED = 1e-30;
/** What of the gradient may be left there, as a length relative to the size of x. */
const LEFT_OVER = 1e-20;
const MAX_STEPS = 12;

const dot = (a: readonly Precise[], b: readonly Precise[]): Precise =>
  a.reduce((sum, value, i) => sum.plus(value.times(b[i]!)), new PreciseNumber(0));
const norm = (a: readonly Precise[]): number => dot(a, a).sqrt().toNumber();

/**
 * Newton steps x - H_M^+ grad L with a gradient of 50 digits, in the frame of a point next to Gamma. Undefined where they
 * only creep, or leave a part of the gradient: no minimizer is there, or none at which the Hessian has this rank.
 */
export function exactPoint(
  problem: NumericProblem,
  start: Float64Array,
  { frame, rank }: NormalStep,
): Float64Array | undefined {
  const D = start.length;
  const size = extent(start);
  const normals = Array.from({ length: rank }, (_, i) =>
    Array.from({ length: D }, (__, a) => new PreciseNumber(frame.vectors[a * D + i]!)),
  );
  let x = Array.from(start, (value) => new PreciseNumber(value));
  let last = Infinity;
  for (let count = 0; count < MAX_STEPS; count++) {
    const gradient = problem.precisely(x, problem.problem.gradient);
    if (!gradient.every((value) => value.isFinite())) return undefined;
    const along = normals.map((v, i) => dot(v, gradient).div(frame.values[i]!));
    const length = norm(along);
    if (length <= SETTLED * size) {
      const end = Float64Array.from(x, (value) => value.toNumber());
      return norm(gradient) <= LEFT_OVER * frame.values[0]! * size && isFiniteVector(end) ? end : undefined;
    }
    if (length > last / 2) return undefined;
    x = x.map((value, a) => along.reduce((rest, c, i) => rest.minus(c.times(normals[i]![a]!)), value));
    last = length;
  }
  return undefined;
}
