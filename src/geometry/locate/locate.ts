/** Points of Gamma: where gradient flow from a start comes to rest, and what the Hessian is there. */
import type { NumericProblem } from "../numeric.js";
import { type Accuracy, type FlowFailure, type Journey, type Station, flow } from "./flow.js";
import { residualStep, stepBySpectrum } from "./normal-step.js";
import { ranksByGap } from "./rank.js";
import { type Minimizer, type SettleFailure, settle } from "./settle.js";
import { residualsIn } from "./residuals.js";
import { stiffFlow } from "./stiff-flow.js";
import { extent, norm, plus, relativeLength } from "./vectors.js";

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

/** In stiff valleys that bend, loosened steps were seen to be off by 16 times what they tell. */
const UNTOLD = 32;

/** Where gradient flow leads: by its residuals or by implicit steps where the eigenframe of the Hessian does not hold it. */
function follow(problem: NumericProblem, start: Float64Array, exactly: boolean): Journey | FlowFailure {
  const accuracy = !exactly ? ROUGH : start.length > LARGE ? EXACT_LARGE : EXACT;
  const arrived = (station: Station): boolean => isNext(problem, station);
  const journey = flow(problem, start, accuracy, arrived);
  if (!exactly || typeof journey === "string" || journey.isHeld) return journey;
  const residuals = residualsIn(problem);
  const byResiduals = residuals && stiffFlow(problem, residuals, start, accuracy, arrived);
  const stiff = byResiduals ?? stiffFlow(problem, undefined, start, accuracy, arrived);
  return stiff ?? { ...journey, error: UNTOLD * journey.error };
}

/**
 * The point of Gamma that gradient flow from a start leads to, polished by Newton steps; a start on Gamma stays where it
 * is to rounding. Exactly, it is Phi(start) to about 1e-11 of the size of x (1e-9 for more than 16 parameters), or with a
 * bound for how far it may be off.
 */
export function locate(problem: NumericProblem, start: ArrayLike<number>, exactly = false): Minimizer | LocateFailure {
  const end = follow(problem, Float64Array.from(start), exactly);
  if (typeof end === "string") return end;
  const settled = settle(problem, end.station);
  if (typeof settled === "string" || !exactly || end.isHeld) return settled;
  const rest = isNext(problem, end.station) ? 0 : relativeLength(plus(settled.x, end.station.x, -1), settled.x);
  return { ...settled, uncertainty: end.error + rest };
}
