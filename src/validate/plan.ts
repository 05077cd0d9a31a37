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

/** The algorithm at one learning rate. */
interface Run {
  readonly learningRate: number;
  /** K */
  readonly steps: number;
  /** How many of them a step of the limit with the same noise takes. */
  readonly every: number;
}

export interface Plan {
  readonly time: number;
  /** Coarse to fine, K_i η_i² = T exactly. */
  readonly runs: readonly Run[];
  /** The step of the coarser limit; the other has half of it. */
  readonly dt: number;
  readonly limitSteps: number;
}

/** η·λ₁ of the coarsest rate, λ₁ as the algorithm has it: the relative bias of the normal fluctuations is half of that. */
const COARSEST = 0.2;
/** λ_M s of the coarsest rate, s the fast time of the run, Kη: the fluctuations are settled for most of the time. */
const SETTLED = 4;
/** The least steps of the coarsest run. */
const FEWEST_STEPS = 32;
/**
 * The most steps of the finest run, where T is free: of one path among many, of one among fewer, as the limit has no noise, and
 * of an algorithm that has none either.
 */
const MOST_STEPS = { random: 20_000, calm: 200_000, deterministic: 2_000_000 };
/** How many rates, each half the one before. */
const RATES = 3;
/** Steps of the coarser limit. */
const LIMIT_STEPS = { byKernels: 128, byEigenvectors: 64 };
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
  const { first, last } = spectrum.at(start, contest.scales);
  const stable = COARSEST / (first * contest.gain);
  const longest = MOST_STEPS[kindOf(contest)] * contest.interval(stable / 2 ** (RATES - 1));
  const wanted =
    time ??
    (contest.still ? FEWEST_STEPS * contest.interval(stable) : measurableTime(contest, spectrum, start, longest));
  const coarsest = rates?.[0] ?? contest.admissible(coarsestRate(contest, stable, last, wanted));
  const given = rates !== undefined && rates.length > 1 ? rates : halved(coarsest);
  const limitSteps = contest.byEigenvectors ? LIMIT_STEPS.byEigenvectors : LIMIT_STEPS.byKernels;
  const every = strides(contest, given, limitSteps, wanted);
  const T = time ?? stepsFor(contest, wanted, coarsest, every[0]!) * contest.interval(coarsest);
  return {
    time: T,
    runs: given.map((rate, i) => exactly(contest, T, rate, every[i]!)),
    ...{ dt: T / limitSteps, limitSteps },
  };
}

const kindOf = ({ deterministic: { limit, algorithm } }: Contest): keyof typeof MOST_STEPS =>
  algorithm ? "deterministic" : limit ? "calm" : "random";

/** As large as stable, but with enough steps to slow time T, and with fluctuations that settle. */
function coarsestRate({ interval, fastTime }: Contest, stable: number, last: number, T: number): number {
  for (let rate = twoDigits(stable); ; rate = twoDigits(rate / Math.SQRT2)) {
    const steps = T / interval(rate);
    if (steps >= FEWEST_STEPS && steps * fastTime(rate) * last >= SETTLED) return rate;
  }
}

/**
 * How many steps of the algorithm a step of the limit with the same noise takes. Steps by eigenvectors are costly: there
 * are about `limitSteps` at the coarsest rate, and their length goes with η where the algorithm's goes with η², so that
 * the error that they cause is extrapolated to 0 together with its.
 */
function strides(
  { byEigenvectors, interval }: Contest,
  rates: readonly number[],
  limitSteps: number,
  T: number,
): number[] {
  if (!byEigenvectors) return rates.map(() => 1);
  const [coarsest] = rates as [number];
  const longest = Math.max(Math.round(T / interval(coarsest) / limitSteps), 1);
  return rates.map((rate) =>
    Math.max(Math.round((longest * interval(coarsest) * rate) / (coarsest * interval(rate))), 1),
  );
}

/** About T, in whole strides. */
const stepsFor = ({ interval }: Contest, T: number, rate: number, every: number): number =>
  every * Math.max(Math.round(T / interval(rate) / every), 1);

/** The rate next to the given one with which whole strides take exactly T: the interval is about ∝ η². */
function exactly(contest: Contest, T: number, rate: number, every: number): Run {
  const steps = stepsFor(contest, T, rate, every);
  let learningRate = rate;
  for (let i = 0; i < CORRECTIONS; i++) learningRate *= Math.sqrt(T / (steps * contest.interval(learningRate)));
  return { learningRate, steps, every };
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

  /** λ₁ and λ_M of S^{1/2}HS^{1/2} at a point of Γ, S = diag(scales). */
  at(x: Float64Array, scales: Float64Array): { readonly first: number; readonly last: number } {
    const { dimension: D } = this.#model;
    const scaled = this.hessian(x).map((entry, i) => entry * Math.sqrt(scales[Math.floor(i / D)]! * scales[i % D]!));
    const { values } = symmetricEigen(scaled, D);
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
