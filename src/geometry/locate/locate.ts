/** Points of Gamma: where gradient flow from a start comes to rest, and what the Hessian is there. */
import type { NumericProblem } from "../numeric.js";
import { type Accuracy, type FlowFailure, type Station, flow } from "./flow.js";
import { residualStep, stepBySpectrum } from "./normal-step.js";
import { ranksByGap } from "./rank.js";
import { type Minimizer, type SettleFailure, settle } from "./settle.js";
import { residualsIn } from "./residuals.js";
import { stiffFlow } from "./stiff-flow.js";
import { extent, norm, relativeLength } from "./vectors.js";

export type LocateFailure = FlowFailure | SettleFailure;

/** A flow this near to Gamma, relative to the size of x, has its limit within the square of that of the Newton steps. */
const NEXT_TO_GAMMA = 1e-7;
/** The same for every coordinate relative to its own size: one that is large must not speak for the others. */
const NEXT_IN_EACH = 1e-6;
/** The gap in the spectrum that is seen from there. */
const GAP = 1e-3;
/** A gradient of this size relative to lambda_1 |x| is rounding. */
const AT_REST = 1e-13;
/** The same for the tangent part, which the Newton steps do not bring to 0. */
const LEFT_OVER = 1e-13;

/** Whether the Newton steps lead from a station to where the flow would. */
function isNext(problem: NumericProblem, station: Station): boolean {
  const { x, gradient, frame } = station;
  const size = extent(x);
  const residuals = residualsIn(problem);
  const byResiduals = residuals && residualStep(residuals)(x);
  // Left over, the residuals are not all 0 anywhere near: a minimum that is no root, where the spectrum is all there is.
  if (byResiduals && byResiduals.leftOver <= NEXT_TO_GAMMA * size)
    return norm(byResiduals.step) <= NEXT_TO_GAMMA * size && relativeLength(byResiduals.step, x) <= NEXT_IN_EACH;
  if (norm(gradient) <= AT_REST * Math.abs(frame.values[0]!) * size) return true;
  return ranksByGap(frame.values, GAP).some((rank) => {
    const { step, leftOver } = stepBySpectrum(station, rank);
    return norm(step) <= NEXT_TO_GAMMA * size && leftOver <= LEFT_OVER * size;
  });
}

/** Any point of Gamma will do. */
const ROUGH: Accuracy = { tolerance: 1e-4, patience: 100 };
const EXACT: Accuracy = { tolerance: 1e-11, patience: 500 };
/** In many dimensions every step takes an eigendecomposition, and fewer are taken. */
const EXACT_LARGE: Accuracy = { tolerance: 1e-7, patience: 100 };
const LARGE = 16;

/** The same flow by its residuals, where the eigenframe of the Hessian does not hold it to the tolerance. */
function stiffEnd(problem: NumericProblem, start: Float64Array, tolerance: number): Station | undefined {
  const residuals = residualsIn(problem);
  return residuals && stiffFlow(problem, residuals, start, tolerance, (station) => isNext(problem, station));
}

/**
 * The point of Gamma that gradient flow from a start leads to, polished by Newton steps; a start on Gamma stays where it
 * is to rounding. Exactly, it is Phi(start) to about 1e-11 of the size of x (1e-9 for more than 16 parameters).
 */
export function locate(problem: NumericProblem, start: ArrayLike<number>, exactly = false): Minimizer | LocateFailure {
  const from = Float64Array.from(start);
  const accuracy = !exactly ? ROUGH : start.length > LARGE ? EXACT_LARGE : EXACT;
  const held = { toTolerance: true };
  const end = flow(
    problem,
    from,
    accuracy,
    (station) => isNext(problem, station),
    () => (held.toTolerance = false),
  );
  const stiff = exactly && !held.toTolerance ? stiffEnd(problem, from, accuracy.tolerance) : undefined;
  const station = stiff ?? end;
  return typeof station === "string" ? station : settle(problem, station);
}
