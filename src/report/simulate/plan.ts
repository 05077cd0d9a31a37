/** How long to simulate a dynamics, with which steps and how many paths. Depends on the model and the options only. */
import { type Model, fillNormal, stepsTo, symmetricEigen } from "../../runtime/index.js";
import { type Subject, algorithmOf, isRandom, limitOf } from "./subjects.js";

export interface SimulationOptions {
  readonly seed: number;
  /** Fewer paths. */
  readonly quick: boolean;
  /** How many dynamics share the budget of steps. */
  readonly dynamics?: number;
  /** The slow time to simulate. */
  readonly time?: number;
  /** The learning rates, coarsest first. */
  readonly etas?: readonly number[];
  readonly paths?: number;
}

export interface Plan {
  readonly subject: Subject;
  /** x₀ on Γ. */
  readonly start: Float64Array;
  /** T */
  readonly time: number;
  readonly looks: number;
  readonly runs: readonly Run[];
  readonly limit: LimitRun;
  /** The standard deviation of what is added to each parameter of x₀ for an algorithm that would never leave it. */
  readonly offset: number;
}

/** The algorithm with one learning rate. */
export interface Run {
  readonly eta: number;
  readonly steps: number;
  readonly paths: number;
  readonly seed: number;
}

export interface LimitRun {
  readonly dt: number;
  readonly steps: number;
  /** 1 for a limit without noise. */
  readonly paths: number;
  readonly seed: number;
  readonly random: boolean;
}

const LOOKS = 20;
/** η λ₁(∇²L) of the coarsest step: its relative bias is then about a tenth. */
const STIFFNESS = 0.2;
const COARSEST = 0.1;
/** Steps of the algorithm for one learning rate, times 1 + D. */
const BUDGET = 6e6;
const PATHS = { least: 16, most: 600, deterministic: 4 };
/** Learning rates that would need more steps than this are left out. */
const MOST_STEPS = 2e5;
const QUICK = 1 / 8;
/** So many dynamics have the whole budget each; more share that of these. */
const FULL = 4;
const LIMIT_STEPS = 400;
const OFFSET = 1e-4;

/** @throws RangeError for a dynamics that needs more than a learning rate */
export function planOf(model: Model, subject: Subject, start: Float64Array, options: SimulationOptions): Plan {
  const part = (options.quick ? QUICK : 1) * Math.min(1, FULL / (options.dynamics ?? 1));
  const coarsest = options.etas?.[0] ?? defaultRate(model, start);
  const algorithm = algorithmOf(model, subject, coarsest, options.seed);
  const offset = isRandom(algorithm, start) ? 0 : OFFSET;
  const random = isRandom(limitOf(model, subject, 1e-3, options.seed), start);
  const time = options.time ?? (random ? 1 : timeToSettle(model, subject, start));
  const etas = options.etas ?? [coarsest, coarsest / 2, coarsest / 4];
  const most = offset > 0 ? PATHS.deterministic : Math.round(PATHS.most * part);
  const runs = etas
    .map((eta, i): Run => {
      const steps = Math.max(LOOKS, stepsTo(algorithmOf(model, subject, eta, options.seed), time));
      const affordable = (part * BUDGET) / ((1 + model.dimension) * steps);
      const paths = Math.round(Math.min(Math.max(affordable, PATHS.least), most));
      return { eta, steps, paths: options.paths ?? paths, seed: options.seed + 1 + i };
    })
    .filter(({ steps }) => steps <= MOST_STEPS);
  if (runs.length === 0) throw new RangeError(`slow time ${String(time)} takes more than ${String(MOST_STEPS)} steps`);
  const limit = {
    dt: time / LIMIT_STEPS,
    steps: LIMIT_STEPS,
    paths: random ? (options.paths ?? Math.round(PATHS.most * part)) : 1,
    seed: options.seed,
    random,
  };
  return { subject, start, time, looks: LOOKS, runs, limit, offset };
}

function defaultRate(model: Model, start: Float64Array): number {
  const H = new Float64Array(model.dimension ** 2);
  model.hessian(start, H);
  return round(Math.min(COARSEST, STIFFNESS / symmetricEigen(H, model.dimension).values[0]!));
}

/** The time in which tr ∇²L would change by all of itself at its first speed, within limits. */
function timeToSettle(model: Model, subject: Subject, start: Float64Array): number {
  const D = model.dimension;
  const dt = 1e-4;
  const H = new Float64Array(D * D);
  const trace = (x: Float64Array): number => {
    model.hessian(x, H);
    let sum = 0;
    for (let a = 0; a < D; a++) sum += H[a * D + a]!;
    return sum;
  };
  const limit = limitOf(model, subject, dt, 0);
  const next = limit.initial?.(start) ?? start.slice();
  limit.step(next, 0, 0);
  const speed = Math.abs(trace(next) - trace(start)) / dt;
  return round(Math.min(Math.max(trace(start) / speed, 0.1), 2));
}

/** To one significant digit. */
const round = (value: number): number => Number(value.toPrecision(1));

/** Where a path starts. */
export const startOf =
  ({ start, offset }: Plan, { seed }: Pick<Run, "seed">) =>
  (path: number): Float64Array => {
    const kick = new Float64Array(start.length);
    fillNormal(seed, path, 0, kick, start.length);
    return start.map((value, a) => value + offset * kick[a]!);
  };
