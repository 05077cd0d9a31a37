/** How long, with which learning rates and how many paths: from the limit alone, before the algorithm has run. */
import { type Model, SimulationError, symmetricEigen } from "../runtime/index.js";
import type { Contest } from "./contest.js";
import { lastState } from "./sampler.js";

export interface Budget {
  /** T */
  readonly time?: number;
  /** One rate, the coarsest, or all of them. */
  readonly rates?: readonly number[];
}

export interface Plan {
  readonly time: number;
  /** Coarse to fine, K_i η_i² = T exactly. */
  readonly runs: readonly { readonly learningRate: number; readonly steps: number }[];
  /** The step of the coarser limit; the other has half of it. */
  readonly dt: number;
  readonly limitSteps: number;
}

/** η·λ₁ of the coarsest rate: the relative bias of the normal fluctuations is half of that. */
const COARSEST = 0.2;
/** λ_M T/η of the coarsest rate: the fluctuations are settled for most of the time. */
const SETTLED = 4;
/** The least steps of the coarsest run. */
const FEWEST_STEPS = 32;
/** The most steps of the finest run, where T is free: of one path among many, and of an algorithm that has but one. */
const MOST_STEPS = { random: 20_000, deterministic: 2_000_000 };
/** How many rates, each half the one before. */
const RATES = 3;
/** Steps of the coarser limit. */
const LIMIT_STEPS = 128;
/** T is long enough for ∇²L to change by so much of itself, in root mean square over paths of the limit. */
const MEASURABLE = 0.3;
/** But no path shall go much farther than the start is from the origin. */
const FAR = 0.5;
/** Twice the time brings less than so many times the change. */
const RESTING = 1.1;
const SCOUTS = 32;
const SCOUTING_STEPS = 16;
/** Each halves the error of a clock that goes with η or η³, and more that of one nearer to η². */
const CORRECTIONS = 40;

export function plan(contest: Contest, model: Model, start: Float64Array, { time, rates }: Budget): Plan {
  const spectrum = new Spectrum(model);
  const { first, last } = spectrum.at(start);
  const stable = COARSEST / first;
  const most = contest.deterministic.algorithm ? MOST_STEPS.deterministic : MOST_STEPS.random;
  const longest = most * contest.interval(stable / 2 ** (RATES - 1));
  const wanted = time ?? measurableTime(contest, spectrum, start, longest);
  let coarsest = rates?.[0] ?? twoDigits(Math.min(stable, (last * wanted) / SETTLED));
  if (rates === undefined)
    while (wanted < FEWEST_STEPS * contest.interval(coarsest)) coarsest = twoDigits(coarsest / Math.SQRT2);
  const given = rates !== undefined && rates.length > 1 ? rates : halved(coarsest);
  const whole = Math.max(Math.round(wanted / contest.interval(coarsest)), 1);
  const T = time ?? whole * contest.interval(coarsest);
  return {
    time: T,
    runs: given.map((rate) => exactly(contest, T, rate)),
    ...{ dt: T / LIMIT_STEPS, limitSteps: LIMIT_STEPS },
  };
}

/** The rate next to the given one with which a whole number of steps takes exactly T: the interval is about ∝ η². */
function exactly({ interval }: Contest, T: number, rate: number): Plan["runs"][number] {
  const steps = Math.max(Math.round(T / interval(rate)), 1);
  let learningRate = rate;
  for (let i = 0; i < CORRECTIONS; i++) learningRate *= Math.sqrt(T / (steps * interval(learningRate)));
  return { learningRate, steps };
}

const halved = (coarsest: number): number[] => Array.from({ length: RATES }, (_, i) => coarsest / 2 ** i);

/** Rounded down. */
function twoDigits(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.floor(value / unit) * unit).toPrecision(2));
}

class Spectrum {
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  hessian(x: Float64Array): Float64Array {
    const { dimension: D } = this.#model;
    const H = new Float64Array(D * D);
    this.#model.hessian(x.subarray(0, D), H);
    return H;
  }

  /** λ₁ and λ_M at a point of Γ. */
  at(x: Float64Array): { readonly first: number; readonly last: number } {
    const { values } = symmetricEigen(this.hessian(x), this.#model.dimension);
    return { first: values[0]!, last: values[this.#model.rank - 1]! };
  }
}

/** Doubles the time until the limit has moved measurably, as long as it can be followed; at most `longest`. */
function measurableTime(contest: Contest, spectrum: Spectrum, start: Float64Array, longest: number): number {
  const before = spectrum.hessian(start);
  const scouts = contest.deterministic.limit ? 1 : SCOUTS;
  const moves: { readonly time: number; readonly change: number }[] = [];
  for (let time = longest / 2 ** 20; time < longest; time *= 2) {
    let [change, distance] = [0, 0];
    try {
      for (let path = 0; path < scouts; path++) {
        const process = contest.limit(time / SCOUTING_STEPS, 0);
        const x = lastState(process, { start, steps: SCOUTING_STEPS, path }).subarray(0, start.length);
        change += relativeDistance(spectrum.hessian(x), before, Math.hypot(...before)) ** 2 / scouts;
        distance += relativeDistance(x, start, 1 + Math.hypot(...start)) ** 2 / scouts;
      }
    } catch (error) {
      if (error instanceof SimulationError) return time / 2;
      throw error;
    }
    moves.push({ time, change: Math.sqrt(change) });
    if (Math.sqrt(change) >= MEASURABLE || Math.sqrt(distance) >= FAR) return time;
    // A flow that has come to its rest: where half of the way was behind it.
    if (contest.deterministic.limit && distance > 0 && Math.sqrt(change) < RESTING * (moves.at(-2)?.change ?? 0))
      return moves.find((move) => move.change >= Math.sqrt(change) / 2)!.time;
  }
  return longest;
}

const relativeDistance = (x: Float64Array, y: Float64Array, size: number): number =>
  Math.hypot(...x.map((value, a) => value - y[a]!)) / size;
