/** The figures of one dynamics: its paths and its observables. */
import { type Model, SimulationError, simulate } from "../../runtime/index.js";
import type { Figure } from "../document/document.js";
import { type Observable, coordinate, curvatures } from "../simulate/observables.js";
import { type Plan, type SimulationOptions, planOf } from "../simulate/plan.js";
import { type OnProgress, observe } from "../simulate/runs.js";
import { type Subject, limitOf } from "../simulate/subjects.js";
import { type Drawing, figureOf } from "./drawing.js";
import { hasMoved, observableDrawing } from "./observables.js";
import { type Plane, planeDrawing } from "./plane.js";
import { stationaryDrawing } from "./stationary-law.js";

export interface FigureOptions extends SimulationOptions {
  readonly plane?: Plane;
  /** The figures to draw, by their names; all unless told. */
  readonly only?: readonly string[];
}

/** How many coordinates are followed. */
const COORDINATES = 2;

/** What became of one dynamics. */
export interface Drawn {
  readonly subject: Subject;
  readonly figures: readonly Figure[];
  /** Why figures are missing. */
  readonly problem?: string;
}

export async function drawSubject(
  model: Model,
  subject: Subject,
  start: Float64Array,
  options: FigureOptions,
  onProgress: OnProgress,
): Promise<Drawn> {
  const drawings: Drawing[] = [];
  const wanted = (kind: string): boolean => options.only?.includes(`${subject.name}-${kind}`) ?? true;
  let problem: string | undefined;
  try {
    const plan = planOf(model, subject, start, options);
    const plane = options.plane ?? (model.dimension === 2 ? ([0, 1] as const) : undefined);
    if (plane && wanted("plane")) drawings.push(planeDrawing(model, plan, plane));
    const observables = observablesOf(model, plan).filter(({ id }) => wanted(id));
    if (observables.length > 0) {
      const observed = (await observe(model, plan, observables, onProgress)).filter(hasMoved);
      drawings.push(...observed.map((each) => observableDrawing(each, plan)));
    }
    onProgress(`${subject.title}, stationary law`);
    const stationary = wanted("stationary") ? await stationaryDrawing(model, plan, options) : undefined;
    if (stationary) drawings.push(stationary);
  } catch (error) {
    // RangeError: an option without a default, such as a radius.
    if (!(error instanceof SimulationError || error instanceof RangeError)) throw error;
    problem = error.message;
  }
  const figures: Figure[] = [];
  for (const drawing of drawings) figures.push(await figureOf(drawing));
  return { subject, figures, ...(problem !== undefined && { problem }) };
}

/** Curvatures, and the coordinates that one path of the limit moves most. */
function observablesOf(model: Model, plan: Plan): Observable[] {
  const lowest = plan.start.slice();
  const highest = plan.start.slice();
  for (const { x } of simulate(limitOf(model, plan.subject, plan.limit.dt, plan.limit.seed), {
    start: plan.start,
    steps: plan.limit.steps,
  }))
    x.forEach((value, a) => {
      lowest[a] = Math.min(lowest[a]!, value);
      highest[a] = Math.max(highest[a]!, value);
    });
  const moved = Array.from(lowest, (low, a) => ({ a, range: highest[a]! - low })).toSorted((p, q) => q.range - p.range);
  const chosen = moved.slice(0, COORDINATES).map(({ a }) => a);
  return [...curvatures(model), ...chosen.toSorted((a, b) => a - b).map((a) => coordinate(model, a))];
}
