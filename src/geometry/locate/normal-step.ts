/**
 * The Newton step from a point near Gamma to Gamma, normal to it, with its rank: by the residuals where the loss is a sum
 * of squares (or links) that are all zero on Gamma, else by gradient and Hessian.
 */
import type { SymmetricEigen } from "../../runtime/linear-algebra/index.js";
import type { NumericProblem } from "../numeric.js";
import { type Station, stationAt } from "./flow.js";
import type { Residuals } from "./residuals.js";
import { combination, coordinates, eigen, extent, norm } from "./vectors.js";

export interface NormalStep {
  readonly rank: number;
  readonly step: Float64Array;
  /** Its first `rank` vectors span the normal space, the others the tangent space. */
  readonly frame: SymmetricEigen;
  /** How far from Gamma the directions that the step leaves out are, as a length: 0 on Gamma. */
  readonly leftOver: number;
  /** Whether some residual is no rounding error: x is off Gamma then, be the step ever so short against a large coordinate. */
  readonly isOff?: boolean;
}

/** The step at a point; undefined where it has none. */
export type StepAt = (x: Float64Array) => NormalStep | undefined;

/** Singular values of the row-scaled Jacobian above the first, squared, are not zero; below the second they are. */
const INDEPENDENT = 1e-10;
const DEPENDENT = 1e-12;

/** A residual this many times 2^-52 sum_a |dr/dx_a x_a| is no rounding error. */
const SIGNIFICANT = 64;

/**
 * Gauss-Newton -J^+ r. Rows of J, and their residuals, are scaled to length 1: the weights of the squares, and the
 * units of the residuals, then play no part in the rank.
 */
function stepByResiduals(residuals: Residuals, x: Float64Array): NormalStep | undefined {
  const D = x.length;
  const equations = residuals.at(x);
  if (equations === undefined) return undefined;
  const rows = equations.map(({ value, slope }) => {
    const length = norm(slope);
    return length > 0 ? { value: value / length, slope: slope.map((s) => s / length) } : { value: 0, slope };
  });
  const A = new Float64Array(D * D);
  const b = new Float64Array(D);
  for (const { value, slope } of rows)
    for (let i = 0; i < D; i++) {
      b[i]! += slope[i]! * value;
      for (let j = 0; j < D; j++) A[i * D + j]! += slope[i]! * slope[j]!;
    }
  const frame = eigen(A, D);
  if (frame === undefined || !b.every(Number.isFinite)) return undefined;
  const rank = frame.values.filter((s) => s > INDEPENDENT * frame.values[0]!).length;
  if (rank === 0 || (rank < D && Math.abs(frame.values[rank]!) > DEPENDENT)) return undefined;
  const solve = coordinates(frame, b).map((value, i) => (i < rank ? -value / frame.values[i]! : 0));
  const step = combination(frame, solve);
  const missed = rows.map(({ value, slope }) => slope.reduce((sum, s, a) => sum + s * step[a]!, value));
  const isOff = rows.some(({ value, slope }) => {
    const terms = slope.reduce((sum, s, a) => sum + Math.abs(s * x[a]!), 0);
    return Math.abs(value) > SIGNIFICANT * Number.EPSILON * terms;
  });
  return { rank, step, frame, leftOver: norm(missed), isOff };
}

/** The rounding error of a gradient, in units of 2^-52 |H| |x|. */
const NOISE = 4;

/** Newton -H_M^+ grad L. Components of the gradient that are rounding errors lead nowhere. */
export function stepBySpectrum({ x, gradient, frame }: Station, rank: number): NormalStep {
  const D = x.length;
  const { values, vectors } = frame;
  const g = coordinates(frame, gradient);
  const size = extent(x);
  // |H| |x|, entry by entry.
  const magnitude = Float64Array.from({ length: D }, (_, a) => {
    let sum = 0;
    for (let i = 0; i < D; i++) sum += Math.abs(values[i]!) * Math.abs(vectors[a * D + i]!);
    return sum * size;
  });
  const noise = Float64Array.from({ length: D }, (_, i) => {
    let sum = 0;
    for (let a = 0; a < D; a++) sum += Math.abs(vectors[a * D + i]!) * magnitude[a]!;
    return NOISE * Number.EPSILON * sum;
  });
  const solve = g.map((value, i) => (i < rank && Math.abs(value) > noise[i]! ? -value / values[i]! : 0));
  const rest = g.map((value, i) => (i < rank || Math.abs(value) <= noise[i]! ? 0 : value));
  return { rank, step: combination(frame, solve), frame, leftOver: norm(rest) / values[0]! };
}

export const residualStep =
  (residuals: Residuals): StepAt =>
  (x) =>
    stepByResiduals(residuals, x);

export const spectralStep =
  (problem: NumericProblem, rank: number): StepAt =>
  (x) => {
    const station = stationAt(problem, x);
    return station && stepBySpectrum(station, rank);
  };
