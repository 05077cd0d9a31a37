/** From what was asked for to a process with its start and its steps; whatever is left open gets a sensible value. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import {
  createProcess,
  describeDynamics,
  type DynamicsDescription,
  flowMap,
  type Model,
  type Process,
  type ProcessSpec,
  SimulationError,
  stepsTo,
  symmetricEigen,
} from "../runtime/index.js";
import { rateOf, schedule } from "../runtime/processes/schedule.js";
import { algorithmStart, standsStill } from "./algorithm-start.js";
import { type Column, column, columnNames, defaultColumns } from "./columns.js";
import { namedProcess, PROCESS_NAMES } from "./process.js";

export interface Settings {
  /** A name of `PROCESS_NAMES`. */
  readonly process: string;
  /** η of an algorithm, a number or a schedule, and dt of a limit. */
  readonly learningRate?: unknown;
  readonly dt?: number;
  readonly seed: number;
  /** The last step, or the slow time to run to; one of the two. */
  readonly steps?: number;
  readonly time?: number;
  /** Steps between records. */
  readonly every?: number;
  /** The dynamics' own options. */
  readonly own: Readonly<Record<string, unknown>>;
  /** Names of parameters and observables. */
  readonly columns?: readonly string[];
}

export interface Plan {
  readonly spec: ProcessSpec;
  readonly description: DynamicsDescription;
  readonly process: Process;
  readonly start: Float64Array;
  readonly steps: number;
  readonly every: number;
  readonly columns: readonly Column[];
}

/** η λ₁ where nothing is said of η. */
const MODERATE = 0.1;
/** Records of a run where nothing is said of how many. */
const RECORDS = 100;

/** @throws DiagnosticError GS520 */
export function checkProcessName(name: string): void {
  if (!PROCESS_NAMES.includes(name))
    throw new DiagnosticError([diagnostic("unknownProcess", undefined, { name, names: PROCESS_NAMES.join(", ") })]);
}

/**
 * @param name as the user wrote the option
 * @throws DiagnosticError GS522 for what is neither a positive number nor a schedule
 */
export function checkRate(name: string, rate: unknown): void {
  explained(() => rateOf(name, rate));
}

/**
 * @param x0 where algorithms start; limits start at Φ(x₀), as SGD's fast phase leaves them
 * @throws DiagnosticError GS520–GS522 for what the model or the process has not, GS335 for a start outside the basin of Γ
 */
export function plan(model: Model, x0: Float64Array, settings: Settings): Plan {
  checkProcessName(settings.process);
  const named = namedProcess(settings.process, model);
  return explained(() => {
    const isLimit = named.side === "limit";
    const point = isLimit && named.dynamics !== "gradientFlow" ? endOfFlow(model, x0) : x0;
    const step = isLimit
      ? { ...(settings.dt !== undefined && { dt: settings.dt }) }
      : { learningRate: settings.learningRate ?? moderateRate(model, x0) };
    const spec = { ...named, options: { ...settings.own, seed: settings.seed, ...step } } as ProcessSpec;
    const process = createProcess(model, spec);
    const start = isLimit ? point : moving(model, point, spec);
    const steps = settings.steps ?? stepsTo(process, settings.time ?? 1);
    if (steps === 0 && settings.steps === undefined && settings.time !== 0)
      throw new RangeError(
        `the slow time ${String(settings.time ?? 1)} is less than half a step of ${String(process.timeAt(1))}`,
      );
    const every = settings.every ?? Math.max(1, Math.round(steps / RECORDS));
    const columns = (settings.columns ?? defaultColumns(model)).map((name) => chosen(name, model));
    return { spec, description: describeDynamics(named.dynamics), process, start, steps, every, columns };
  });
}

/** Φ(x₀). @throws DiagnosticError GS335 when x₀ is outside the basin of Γ */
function endOfFlow(model: Model, x0: Float64Array): Float64Array {
  const out = new Float64Array(model.dimension);
  try {
    flowMap(model)(x0, out);
  } catch (error) {
    if (!(error instanceof SimulationError)) throw error;
    const problem = `gradient flow from the start leads to no point of Γ: ${error.message}`;
    throw new DiagnosticError([diagnostic("notOnManifold", undefined, { problem })]);
  }
  return out;
}

/** |∇L| below this part of λ₁ (1 + |x|) is that of a point of Γ to rounding. */
const ROUNDING = 1e-12;

/** The start, unless the algorithm would stay there for ever: then the bounce across the valley that it settles to. */
function moving(model: Model, x: Float64Array, { dynamics, options }: ProcessSpec): Float64Array {
  if (!standsStill(dynamics)) return x;
  const gradient = new Float64Array(model.dimension);
  model.gradient(x, gradient);
  if (Math.hypot(...gradient) > ROUNDING * largestEigenvalue(model, x) * (1 + Math.hypot(...x))) return x;
  return algorithmStart(model, dynamics, options)(x, firstRate(options.learningRate));
}

/** η of step 0. */
const firstRate = (learningRate: unknown): number => {
  const name = "learningRate";
  return schedule(name, rateOf(name, learningRate))(0);
};

function largestEigenvalue(model: Model, x: Float64Array): number {
  const D = model.dimension;
  const H = new Float64Array(D * D);
  model.hessian(x, H);
  return symmetricEigen(H, D).values[0]!;
}

/** 0.1/λ₁ at Φ(x₀), to one digit. */
function moderateRate(model: Model, x0: Float64Array): number {
  return Number((MODERATE / largestEigenvalue(model, endOfFlow(model, x0))).toPrecision(1));
}

function chosen(name: string, model: Model): Column {
  const found = column(name, model);
  if (found) return found;
  const names = columnNames(model).join(", ");
  throw new DiagnosticError([diagnostic("unknownColumn", undefined, { name, model: model.name, names })]);
}

/** Options that the registry refuses are the user's. */
function explained<Result>(make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError)
      throw new DiagnosticError([diagnostic("runOptions", undefined, { problem: error.message })]);
    throw error;
  }
}
