/**
 * The limit of gradient flow for a loss whose curvatures differ by so much that the flow runs along a bending valley. For a
 * sum of squares L = sum_i w_i r_i^2 / 2, or of links l_i(f_i), mu_i = w_i r_i, or l_i'(f_i), become unknowns of their own,
 *
 *   x' = -grad_x l,    l(x, mu) = sum_i mu_i r_i - mu_i^2 / (2 w_i)    and    0 = r_i - mu_i / w_i    for squares,
 *                      l(x, mu) = sum_i mu_i f_i                       and    0 = l_i'(f_i) - mu_i    for links,
 *
 * so that no large weight multiplies a small residual: as w_i grows, the residual's zero becomes a constraint and mu_i its
 * multiplier. For any other loss l = L, and the rounding of lambda_1 stays.
 */
import type { NumericProblem } from "../numeric.js";
import { type Accuracy, type Journey, LOOSEST, NOISE, type Station, isLoose, stationAt } from "./flow.js";
import { ORDER, Radau, type State } from "./radau.js";
import type { Residuals } from "./residuals.js";
import { isFiniteVector, plus, relativeLength } from "./vectors.js";

const MAX_ATTEMPTS = 1000;
/** Every step solves for three times as many unknowns at once, some ten times. */
const MOST_UNKNOWNS = 64;

const stiffness = ({ frame }: Station): number => Math.max(...frame.values.map(Math.abs));

/**
 * Follows the flow, every step once whole and once in halves, to the first station that `arrived` accepts; undefined where
 * it gets no further.
 */
export function stiffFlow(
  problem: NumericProblem,
  residuals: Residuals | undefined,
  start: Float64Array,
  { tolerance }: Accuracy,
  arrived: (station: Station) => boolean,
): Journey | undefined {
  const D = start.length;
  const multipliers = residuals?.multipliersAt(start) ?? [];
  let station = stationAt(problem, start);
  if (station === undefined || !isFiniteVector(multipliers) || D + multipliers.length > MOST_UNKNOWNS) return undefined;
  const radau = new Radau(residuals?.system() ?? problem.tapeOfLoss, D, problem.data);
  let state: State = Float64Array.of(...start, ...multipliers);
  let h = 0.1 / stiffness(station);
  let total = 0;
  let isHeld = true;
  for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
    const noise = residuals ? 0 : Math.min(NOISE * stiffness(station) * h, LOOSEST);
    const whole = radau.step(state, h, noise);
    const half = whole && radau.step(state, h / 2, noise);
    const halves = half && radau.step(half, h / 2, noise);
    if (halves === undefined) {
      h /= 4;
      continue;
    }
    const x = halves.slice(0, D);
    // Richardson's estimate is a 31st of this: what is to spare pays for the errors of all steps together.
    const error = relativeLength(plus(x, whole!.subarray(0, D), -1), x);
    const allowed = tolerance + noise;
    const factor = 0.9 * (allowed / Math.max(error, 1e-300)) ** (1 / (ORDER + 1));
    h *= Math.min(8, Math.max(0.1, factor));
    if (!(error <= allowed)) continue;
    state = halves;
    total += error;
    isHeld &&= !isLoose(error, tolerance);
    station = stationAt(problem, x);
    if (station === undefined) return undefined;
    if (arrived(station)) return { station, error: total, isHeld };
  }
  return undefined;
}
