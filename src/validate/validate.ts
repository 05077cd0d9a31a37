/** Runs the algorithms and their limits, and compares them. */
import { flowMap, type Model, type Observable } from "../runtime/index.js";
import type { Check } from "../verify/index.js";
import type { Contest } from "./contest.js";
import { type Group, judge, verdictOf } from "./judge.js";
import { type Budget, plan } from "./plan.js";
import { driftRow } from "./rows.js";
import { withUsualCorrection } from "./usual-correction.js";
import type { Pace } from "./sampler.js";
import { Trial } from "./trial.js";
import type { Provenance, Validation } from "./validation.js";

export interface ValidateOptions extends Budget {
  /** What is compared, for a start on Γ. */
  readonly contests: (start: Float64Array) => readonly Contest[];
  /** Where to start; Φ of it is on Γ. */
  readonly start: Float64Array;
  readonly observe?: Readonly<Record<string, Observable>>;
  readonly checks?: readonly Check[];
  /** Paths of each run; by default as many as decide every row, within a budget of steps. */
  readonly paths?: number;
  /** That budget for each dynamics, in steps of SGD for a loss with two parameters; default 10⁸. */
  readonly steps?: number;
  readonly seed?: number;
  /** Default 0.01. */
  readonly level?: number;
  /** What is done when it aborts is kept. */
  readonly signal?: AbortSignal;
  /** Told a few times a second how many steps are done, of how many as far as that is known. */
  readonly onProgress?: (progress: { readonly what: string; readonly done: number; readonly total: number }) => void;
  readonly provenance: Provenance;
}

/** Paths by which the spread is known well enough to say how many are needed, and where they are too costly, about. */
const PILOT = { most: 200, least: 64 };
const FEWEST = 2000;
const STEPS = 1e8;
/** Longest time between two returns to the event loop, in milliseconds. */
const PATIENCE = 100;

export async function validate(model: Model, options: ValidateOptions): Promise<Validation> {
  const { seed = 0, level = 0.01, steps = STEPS, signal, checks = [], observe = {}, provenance } = options;
  const start = new Float64Array(model.dimension);
  flowMap(model)(options.start, start);
  const setting = { model, start, seed, observe };
  const pace = new Walk(signal, options.onProgress);
  const trials = options
    .contests(start)
    .map((contest, i) => new Trial(contest, i, plan(contest, model, start, options), setting));
  const partial = !(await finished(signal, async () => {
    const affordable = trials.map(({ cost }) => Math.floor(steps / Math.max(model.dimension / 2, 1) / cost));
    let reached = trials.map(() => 0);
    let wanted = affordable.map((most) => options.paths ?? pilot(most));
    pace.total = total(trials, (_, i) => options.paths ?? Math.min(Math.max(FEWEST, wanted[i]!), affordable[i]!));
    while (wanted.some((paths, i) => paths > reached[i]!)) {
      for (const [i, trial] of trials.entries()) {
        pace.what = trial.contest.description.title;
        await trial.extend(wanted[i]!, pace);
      }
      reached = wanted;
      if (options.paths === undefined)
        wanted = trials.map((trial, i) => Math.max(enough(trial, level / trials.length, affordable[i]!), reached[i]!));
      pace.total = total(trials, (_, i) => wanted[i]!);
    }
  }));
  const rows = judge(trials.map(groupOf), level);
  const dynamics = trials.map((trial, i) => ({ ...trial.report, rows: rows[i]! }));
  return {
    ...{ loss: model.name, parameters: model.parameters, start: Array.from(start), seed, level, checks, dynamics },
    ...{ verdict: verdictOf(rows.flat()), partial, provenance },
  };
}

const groupOf = (trial: Trial): Group => ({
  rows: driftRow(withUsualCorrection(trial.evidence)),
  paths: trial.paths,
  lost: trial.lost,
});

const pilot = (affordable: number): number => Math.max(Math.min(affordable, PILOT.most), PILOT.least);

/** As many paths as decide every row, by the spread of those that there are; no more than affordable. */
function enough(trial: Trial, level: number, affordable: number): number {
  const { rows, paths } = groupOf(trial);
  const needed = judge([{ rows, paths }], level)[0]!.map((row) => (typeof row.needed === "number" ? row.needed : 0));
  return Math.min(Math.max(...needed, FEWEST), affordable);
}

/** What so many paths of each trial cost. */
const total = (trials: readonly Trial[], pathsOf: (trial: Trial, i: number) => number): number =>
  trials.reduce((sum, trial, i) => sum + pathsOf(trial, i) * trial.cost, 0);

async function finished(signal: AbortSignal | undefined, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (signal?.aborted === true) return false;
    throw error;
  }
}

class Walk implements Pace {
  what = "";
  /** Steps of everything, as far as that is known. */
  total = 0;
  #done = 0;
  #rested = performance.now();

  constructor(
    readonly signal: AbortSignal | undefined,
    readonly onProgress: ValidateOptions["onProgress"],
  ) {}

  rest(steps: number): Promise<void> | undefined {
    this.#done += steps;
    if (performance.now() - this.#rested < PATIENCE) return undefined;
    return this.#pause();
  }

  async #pause(): Promise<void> {
    this.onProgress?.({ what: this.what, done: this.#done, total: Math.max(this.total, this.#done) });
    await new Promise((resolve) => setImmediate(resolve));
    this.signal?.throwIfAborted();
    this.#rested = performance.now();
  }
}
