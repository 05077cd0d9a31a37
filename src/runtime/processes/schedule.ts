import { checkPositive } from "../check.js";

/** A learning rate: a constant, or a function of the step k = 0, 1, 2, …; always positive. */
export type LearningRate = number | ((k: number) => number);

/** A schedule as plain data. */
export type Schedule =
  /** η_k = from·(to/from)^{k/steps} (exponential), on a line, or on half a cosine, from step 0 to `steps`; then `to`. */
  | {
      readonly schedule: "exponential" | "linear" | "cosine";
      readonly from: number;
      readonly to: number;
      readonly steps: number;
    }
  /** η_k = from·(1 + k/steps)^{−exponent} */
  | { readonly schedule: "power"; readonly from: number; readonly steps: number; readonly exponent: number }
  /** η_k = rates[i] from step boundaries[i − 1] on; one boundary less than rates, increasing. */
  | { readonly schedule: "piecewise"; readonly rates: readonly number[]; readonly boundaries: readonly number[] };

/** u ∈ [0, 1] ↦ a rate between two. */
const BETWEEN = {
  exponential: (from: number, to: number, u: number) => from * (to / from) ** u,
  linear: (from: number, to: number, u: number) => from + (to - from) * u,
  cosine: (from: number, to: number, u: number) => to + ((from - to) * (1 + Math.cos(Math.PI * u))) / 2,
} as const;

/**
 * A rate from plain data: a number as it is, a schedule as its function.
 *
 * @throws RangeError for anything else
 */
export function rateOf(name: string, data: unknown): LearningRate {
  if (typeof data === "number") {
    checkPositive(name, data);
    return data;
  }
  if (typeof data !== "object" || data === null || !("schedule" in data))
    throw new RangeError(`${name} must be a positive number or a schedule, not ${JSON.stringify(data)}`);
  const given = data as Readonly<Record<string, unknown>>;
  const positive = (key: string): number => {
    const value = given[key];
    checkPositive(`${name}.${key}`, typeof value === "number" ? value : NaN);
    return value as number;
  };
  switch (given.schedule) {
    case "exponential":
    case "linear":
    case "cosine": {
      const between = BETWEEN[given.schedule];
      const [from, to, steps] = [positive("from"), positive("to"), positive("steps")];
      return (k) => between(from, to, Math.min(k / steps, 1));
    }
    case "power": {
      const [from, steps, exponent] = [positive("from"), positive("steps"), positive("exponent")];
      return (k) => from * (1 + k / steps) ** -exponent;
    }
    case "piecewise":
      return piecewise(name, given.rates, given.boundaries);
    default:
      throw new RangeError(
        `${name}.schedule must be exponential, linear, cosine, power or piecewise, not ${JSON.stringify(given.schedule)}`,
      );
  }
}

function piecewise(name: string, rates: unknown, boundaries: unknown): LearningRate {
  const numbers = (key: string, list: unknown): readonly number[] => {
    if (!Array.isArray(list) || list.length === 0) throw new RangeError(`${name}.${key} must be a list of numbers`);
    list.forEach((value, i) => {
      checkPositive(`${name}.${key}[${i}]`, typeof value === "number" ? value : NaN);
    });
    return list as number[];
  };
  const values = numbers("rates", rates);
  const ends = numbers("boundaries", boundaries);
  if (ends.length !== values.length - 1 || ends.some((end, i) => i > 0 && end <= ends[i - 1]!))
    throw new RangeError(`${name}.boundaries must be increasing, one less than rates`);
  return (k) => values[ends.filter((end) => end <= k).length]!;
}

/**
 * The function k ↦ η_k.
 *
 * @throws RangeError when a rate is not a positive number: at once for a constant, at its step for a schedule
 */
export function schedule(name: string, rate: LearningRate): (k: number) => number {
  if (typeof rate === "number") {
    checkPositive(name, rate);
    return () => rate;
  }
  return (k) => {
    const value = rate(k);
    checkPositive(`${name}(${k})`, value);
    return value;
  };
}

/** Partial sums kept for good: one in so many. */
const BLOCK = 1024;

/**
 * The sums k ↦ Σ_{j < k} term(j), always added in the same order, so that a sum does not depend on what was asked
 * before. Asked in increasing order of k they cost O(1) each, otherwise up to BLOCK terms.
 */
export function partialSums(term: (j: number) => number): (k: number) => number {
  const blocks = [0];
  let at = 0;
  let sum = 0;
  return (k) => {
    if (k < at || k - at > BLOCK) {
      const block = Math.min(Math.floor(k / BLOCK), blocks.length - 1);
      at = block * BLOCK;
      sum = blocks[block]!;
    }
    while (at < k) {
      sum += term(at++);
      if (at === blocks.length * BLOCK) blocks.push(sum);
    }
    return sum;
  };
}

/** The clock t_k = Σ_{j < k} interval(j); exactly k·interval when the rates behind it are constant. */
export function clock(isConstant: boolean, interval: (j: number) => number): (k: number) => number {
  if (!isConstant) return partialSums(interval);
  const constant = interval(0);
  return (k) => k * constant;
}
