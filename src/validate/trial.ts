/** One dynamics under test: its samples so far, and what they say. */
import { type Model, type Observable, type Process, summarize } from "../runtime/index.js";
import type { Contest } from "./contest.js";
import { endpoint } from "./endpoint.js";
import { learningRates } from "./extrapolation.js";
import { observables } from "./observables.js";
import type { Plan } from "./plan.js";
import { lawEvidence, withoutRepeatedLaws } from "./law.js";
import { type Evidence, evidence, hasLaw, type Sampled } from "./rows.js";
import { lastState, type Pace, Sample } from "./sampler.js";
import { seedFor } from "./seeds.js";
import type { DynamicsValidation } from "./validation.js";

export interface Setting {
  readonly model: Model;
  /** On Γ. */
  readonly start: Float64Array;
  readonly seed: number;
  /** User's observables. */
  readonly observe: Readonly<Record<string, Observable>>;
}

/** Ends of paths at which Φ is computed a second time, to see the error of the first. */
const AUDITED = 16;
/** Paths of all runs grow together, so that a table stopped early is an even one. */
const BLOCK = 64;
/** No standard errors from fewer paths. */
const FEWEST = 2;
/** More coordinates are left to `observables`; the limit's own motion says which are shown. */
const MOST_COORDINATES = 6;
const SCOUTS = 32;
const SCOUTING_STEPS = 16;

export class Trial {
  readonly contest: Contest;
  readonly plan: Plan;
  readonly #algorithm: readonly Sample[];
  readonly #limit: Sample;
  readonly #coarse: Sample;
  readonly #names: readonly string[];
  readonly #before: Float64Array;
  /** g where the drift alone leads until T, if that is known. */
  readonly #drifted?: Float64Array;
  /** The largest error of Φ seen in each observable. */
  readonly #numerical: Float64Array;
  readonly #seeds: readonly number[];
  readonly #limitSeed: number;

  constructor(contest: Contest, index: number, plan: Plan, { model, start, seed, observe }: Setting) {
    this.contest = contest;
    this.plan = plan;
    this.#limitSeed = seedFor(seed, index, 0);
    this.#seeds = plan.runs.map((_, i) => seedFor(seed, index, i + 1));
    const { time, dt, limitSteps } = plan;
    const { cost } = contest;
    const seen = observables(model, movingCoordinates(contest, model, start, time), observe);
    this.#names = seen.names;
    this.#numerical = new Float64Array(seen.names.length);
    const [Phi, precisePhi] = [endpoint(model), endpoint(model, 1e4)];
    const onGamma = (state: Float64Array): Float64Array => seen.read(state.slice(0, model.dimension));
    this.#algorithm = plan.runs.map(({ learningRate, steps, every }, i) => {
      const algorithm = contest.algorithm(learningRate, this.#seeds[i]!);
      const coupled = contest.coupled?.(learningRate, this.#seeds[i]!, every);
      let ends = 0;
      return new Sample({
        walks: [
          {
            process: algorithm,
            start: contest.startOf(start, learningRate),
            steps,
            cost: cost.algorithm(learningRate),
          },
          ...(coupled ? [{ process: coupled, start, steps: steps / every, cost: cost.limit }] : []),
        ],
        observe: (state, limit) => {
          const observed = seen.read(Phi(state));
          if (ends++ < AUDITED) this.#audit(observed, seen.read(precisePhi(state)));
          return limit ? Float64Array.of(...observed, ...onGamma(limit)) : observed;
        },
      });
    });
    const along = (process: Process, steps: number): Sample =>
      new Sample({ walks: [{ process, start, steps, cost: cost.limit }], observe: onGamma });
    this.#limit = along(contest.limit(dt / 2, this.#limitSeed), 2 * limitSteps);
    this.#coarse = along(contest.coarseLimit(dt, this.#limitSeed), limitSteps);
    this.#before = seen.read(start);
    const drift = contest.driftAlone?.(dt);
    if (drift) this.#drifted = onGamma(lastState(drift, { start, steps: limitSteps }));
  }

  /** Of one path more of everything, in steps of SGD. */
  get cost(): number {
    return this.#all
      .filter((sample) => this.#isRandom(sample))
      .flatMap(({ source }) => source.walks)
      .reduce((sum, { steps, cost = 1 }) => sum + steps * cost, 0);
  }

  get #all(): readonly Sample[] {
    return [...this.#algorithm, this.#limit, this.#coarse];
  }

  get paths(): number {
    return this.#algorithm.at(-1)!.paths;
  }

  /** Of the finest run. */
  get lost(): number {
    return this.#algorithm.at(-1)!.lost;
  }

  async extend(until: number, pace: Pace): Promise<void> {
    for (let next = Math.min(...this.#all.map((sample) => sample.next)); next < until;) {
      next = Math.min(next + BLOCK, until);
      for (const sample of this.#all) await sample.extend(this.#isRandom(sample) ? next : 1, pace);
    }
  }

  #isRandom(sample: Sample): boolean {
    const { limit, algorithm } = this.contest.deterministic;
    return !(this.#algorithm.includes(sample) ? algorithm : limit);
  }

  /** Nothing until there are a few paths of everything. */
  get evidence(): Evidence[] {
    if (this.#all.some((sample) => sample.paths < (this.#isRandom(sample) ? FEWEST : 1))) return [];
    const rates = learningRates(this.plan.runs.map(({ learningRate }) => learningRate));
    const { coupled } = this.contest;
    const count = this.#names.length;
    const rows = this.#names.flatMap((observable, i) => {
      const sampled: Sampled = {
        observable,
        algorithm: this.#algorithm.map((sample) => sample.values(i)),
        ...(coupled && { coupled: this.#algorithm.map((sample) => sample.values(count + i)) }),
        limit: this.#limit.values(i),
        coarse: this.#coarse.values(i),
        numerical: this.#numerical[i]!,
        share: this.#share(i),
      };
      return [...evidence(sampled, rates), ...(hasLaw(sampled) ? [lawEvidence(sampled, rates)] : [])];
    });
    return withoutRepeatedLaws(rows);
  }

  get report(): Omit<DynamicsValidation, "rows"> {
    const { name, title, equation, timeScale } = this.contest.description;
    const { time, runs, dt, limitSteps } = this.plan;
    return {
      ...{ name, title, equation, timeScale, time, ...(this.contest.still && { still: true }) },
      runs: runs.map(({ learningRate, steps }, i) => {
        const { paths, lost } = this.#algorithm[i]!;
        return { learningRate, steps, paths, lost, seed: this.#seeds[i]! };
      }),
      limit: {
        ...{ dt: dt / 2, steps: 2 * limitSteps, deterministic: this.contest.deterministic.limit },
        ...{ paths: this.#limit.paths, lost: this.#limit.lost, seed: this.#limitSeed },
      },
    };
  }

  /** By how much the drift moves observable i; where it cannot be told apart, the whole motion of the limit's mean. */
  #share(i: number): number {
    return Math.abs((this.#drifted?.[i] ?? summarize(this.#limit.values(i)).mean) - this.#before[i]!);
  }

  #audit(observed: Float64Array, precise: Float64Array): void {
    observed.forEach((value, i) => {
      this.#numerical[i] = Math.max(this.#numerical[i]!, Math.abs(value - precise[i]!));
    });
  }
}

/** The coordinates in which the limit itself moves most, in their own order. */
function movingCoordinates(contest: Contest, model: Model, start: Float64Array, time: number): number[] {
  const D = model.dimension;
  const all = Array.from({ length: D }, (_, a) => a);
  if (D <= MOST_COORDINATES) return all;
  const moved = new Float64Array(D);
  for (let path = 0; path < (contest.deterministic.limit ? 1 : SCOUTS); path++) {
    const x = lastState(contest.limit(time / SCOUTING_STEPS, 0), { start, steps: SCOUTING_STEPS, path });
    for (let a = 0; a < D; a++) moved[a]! += (x[a]! - start[a]!) ** 2;
  }
  return all
    .sort((a, b) => moved[b]! - moved[a]!)
    .slice(0, MOST_COORDINATES)
    .sort((a, b) => a - b);
}
