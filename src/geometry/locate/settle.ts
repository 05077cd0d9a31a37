/** From a point next to Gamma onto it, to rounding, and whether Gamma is a manifold there. */
import type { NumericProblem } from "../numeric.js";
import { fillNormal } from "../../runtime/index.js";
import { exactPoint } from "./exact.js";
import { type Station, stationAt } from "./flow.js";
import { type NormalStep, type StepAt, residualStep, spectralStep } from "./normal-step.js";
import { ranksByGap } from "./rank.js";
import { residualsIn } from "./residuals.js";
import { combination, extent, norm, plus } from "./vectors.js";

export interface Minimizer {
  readonly x: Float64Array;
  readonly loss: number;
  /** Number of non-zero Hessian eigenvalues. */
  readonly rank: number;
  /** Hessian eigenvalues, largest first. */
  readonly eigenvalues: Float64Array;
  /** How far from Phi of the start x may be, in units of its coordinates' sizes, where it is more than usual. */
  readonly uncertainty?: number;
}

export type SettleFailure = "no spectrum gap" | "degenerate" | "saddle";

const MAX_STEPS = 12;
/** A step that changes x by rounding only, relative to its size. */
const ROUNDING = 2 * Number.EPSILON;
/** Steps as short as this that no longer shrink by so much have met rounding errors, if they shrank by more before. */
const SHORT = 1e-9;
const SHRINKING = 0.1;

interface Settled extends NormalStep {
  readonly x: Float64Array;
}

/** Newton steps until they are rounding; undefined when they only creep there, as to degenerate minima. */
function newtonSteps(stepAt: StepAt, start: Float64Array): Settled | undefined {
  let x = start;
  let last = Infinity;
  let shrank = true;
  for (let count = 0; count < MAX_STEPS; count++) {
    const next = stepAt(x);
    if (next === undefined) return undefined;
    const length = norm(next.step);
    const size = extent(x);
    const shrinks = length <= SHRINKING * last;
    const isDone = next.isOff !== true || !shrinks;
    if (length <= ROUNDING * size && isDone) return { ...next, x: count === 0 ? x : plus(x, next.step) };
    if (!shrinks && shrank && length <= SHORT * size) return { ...next, x };
    if (!(length <= last)) return undefined;
    x = plus(x, next.step);
    last = length;
    shrank = shrinks;
  }
  return undefined;
}

/** A way to Gamma. */
interface Way {
  readonly stepAt: StepAt;
  /** The point of Gamma beside one that the steps have settled at; undefined where there is none. */
  readonly confirm: (settled: Settled) => Float64Array | undefined;
}

function polish({ stepAt, confirm }: Way, start: Float64Array): Settled | undefined {
  const settled = newtonSteps(stepAt, start);
  const x = settled && confirm(settled);
  return x && { ...settled, x };
}

/** How far along Gamma its neighbours are tried, relative to the size of x; nearer ones where Newton steps fail. */
const NEIGHBOURS = [1e-2, 1e-3, 1e-4, 1e-6] as const;
const DIRECTIONS = 2;
/** What a neighbour may miss Gamma by, relative to its distance. */
const MISSED = 1e-7;

/**
 * Whether the zero directions are tangent to a manifold of minimizers: their neighbours have a point of Gamma of the same
 * rank beside them, where nothing is left over. At y^4, or where a soft direction was taken for a flat one, they do not.
 */
function isManifold(way: Way, { x, rank, frame, leftOver }: Settled): boolean {
  const D = x.length;
  if (rank === D) return true;
  return Array.from({ length: DIRECTIONS }, (_, k) => k).every((k) => {
    const c = new Float64Array(D);
    fillNormal(31, k, 0, c, D);
    c.fill(0, 0, rank);
    const direction = combination(frame, c);
    for (const distance of NEIGHBOURS.map((fraction) => fraction * extent(x))) {
      const there = polish(way, plus(x, direction, distance / norm(direction)));
      if (there) return there.rank === rank && there.leftOver <= MISSED * distance + leftOver;
    }
    return false;
  });
}

/** A negative eigenvalue of this part of the largest is no rounding error. */
const SADDLE = 1e-6;

const isSaddle = (values: Float64Array, part: number): boolean => values.at(-1)! < -part * Math.abs(values[0]!);

function minimizer(problem: NumericProblem, { x, rank }: Settled): Minimizer | SettleFailure {
  const station = stationAt(problem, x);
  if (station === undefined) return "degenerate";
  const { values } = station.frame;
  if (isSaddle(values, SADDLE)) return "saddle";
  return { x, loss: problem.loss(x), rank, eigenvalues: values };
}

/** The ways near a station, the ones to trust most first: residuals that vanish leave nothing to confirm. */
function* ways(problem: NumericProblem, { frame }: Station): Generator<Way> {
  const residuals = residualsIn(problem);
  if (residuals) yield { stepAt: residualStep(residuals), confirm: (settled) => settled.x };
  for (const rank of ranksByGap(frame.values, BLURRED))
    yield { stepAt: spectralStep(problem, rank), confirm: (settled) => exactPoint(problem, settled.x, settled) };
}

/** The gap in the spectrum at a point that is not yet quite on Gamma. */
const BLURRED = 1e-3;
/** What the gradient may have left over on Gamma, as a length relative to the size of x. */
const AT_REST = 1e-11;

/** The point of Gamma next to a station. */
export function settle(problem: NumericProblem, station: Station): Minimizer | SettleFailure {
  let failure: SettleFailure = "no spectrum gap";
  if (isSaddle(station.frame.values, BLURRED)) return "saddle";
  if (residualsIn(problem)?.fallsOff(station.x)) return "degenerate";
  for (const way of ways(problem, station)) {
    const settled = polish(way, station.x);
    if (settled === undefined) {
      failure = "degenerate";
      continue;
    }
    if (settled.leftOver > AT_REST * extent(settled.x)) continue;
    const found = isManifold(way, settled) ? minimizer(problem, settled) : "degenerate";
    if (typeof found !== "string") return found;
    failure = found;
  }
  return failure;
}
