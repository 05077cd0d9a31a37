/** From samples of one observable to its rows of the table, before any of them is judged. */
import type { LearningRates } from "./extrapolation.js";
import { combine, momentsOf, pairedMoments, type Moments } from "./moments.js";
import { weakOrder } from "./order.js";
import type { Measured, Row } from "./validation.js";

/** One observable, sampled at the end of every path. */
export interface Sampled {
  readonly observable: string;
  /** g(Φ(x_K)) for each learning rate, coarse to fine. */
  readonly algorithm: readonly Float64Array[];
  /** g(Y_T) of limits that had the same noise, path by path; absent where they cannot have. */
  readonly coupled?: readonly Float64Array[];
  /** g(Y_T) with the steps dt/2 and dt, independent of all others, path by path with the same noise. */
  readonly limit: Float64Array;
  readonly coarse: Float64Array;
  /** The largest error of g(Φ(x)) by the numerical Φ that was seen. */
  readonly numerical: number;
  /** By how much the drift along Γ alone moves g in time T. */
  readonly share: number;
}

/** A row without what depends on the other rows. */
export type Evidence = Omit<Row, "margin" | "pValue" | "adjusted" | "verdict" | "needed"> & {
  /** The part of the allowance that more paths would not lower. */
  readonly systematic: number;
  /** What the second order changes of the first, as far as it is resolved. */
  readonly correction: number;
  /** Half the share of the drift in a mean: what a constant wrong by a factor 2 changes. */
  readonly halfShare?: number;
  /** The row stands for all of these, itself the worst of them. */
  readonly parts?: readonly Evidence[];
};

/** A tenth of the spread is relevant where the drift changes less. */
const TENTH = 0.1;
/** Half or twice the drift, or the variance. */
const HALF = 0.5;
/** Of the size of the number itself: differences below are never relevant. */
const NEGLIGIBLE = 1e-3;
/** Of the size of the number itself: below is rounding. */
const ROUNDING = 1e-9;
/**
 * What may be left, over the correction: 2 if every order's correction is at most half the one before, 3 if the error has
 * a part of order η ln(1/η), as SAM's has, of which 2E(η/2) − E(η) leaves one of order η; and one more to be safe.
 */
export const TAIL = 4;
/** A correction is resolved as far as it exceeds so many of its standard errors. */
const RESOLVED = 2;

/** The rows of mean and variance; none where neither side moves. */
export function evidence(sampled: Sampled, rates: LearningRates): Evidence[] {
  const { share } = sampled;
  const comparison = compare(sampled);
  const { mean, variance } = comparison.limit;
  const size = 1 + Math.abs(mean.value);
  const numerical = sampled.numerical + ROUNDING * size;
  const limitSpread = Math.sqrt(variance.value);
  const largestVariance = Math.max(variance.value, ...comparison.algorithm.map((each) => each.variance.value));
  const spread = Math.sqrt(largestVariance);
  if (Math.max(spread, share, ...comparison.errors.map((each) => Math.abs(each.mean.value))) < numerical) return [];
  const scales = {
    numerical,
    relevant: Math.max(HALF * share, TENTH * limitSpread, HALF * (spread - limitSpread), NEGLIGIBLE * size),
    halfShare: HALF * share,
  };
  const rows = [row("mean", sampled.observable, comparison, rates, scales)];
  if (spread > numerical)
    rows.push(
      row("variance", sampled.observable, comparison, rates, {
        numerical: numerical * (numerical + 2 * spread),
        relevant: Math.max(HALF * largestVariance, (TENTH * share) ** 2, (NEGLIGIBLE * size) ** 2),
      }),
    );
  return rows;
}

/** Whether the limit spreads enough to have a law of its own: the law of a number that hardly moves is rounding. */
export function hasLaw({ limit }: Sampled): boolean {
  const { mean, variance } = momentsOf(limit);
  return Math.sqrt(variance.value) > NEGLIGIBLE * (1 + Math.abs(mean.value));
}

/** The row of a mean with given scales. */
export const meanEvidence = (sampled: Sampled, rates: LearningRates, scales: Scales): Evidence =>
  row("mean", sampled.observable, compare(sampled), rates, scales);

type Scales = Pick<Evidence, "relevant" | "halfShare"> & { readonly numerical: number };

interface Comparison {
  readonly algorithm: readonly Moments[];
  /** Algorithm − limit for each learning rate. */
  readonly errors: readonly Moments[];
  readonly limit: Moments;
  /** Of the limit with the step dt less that with dt/2. */
  readonly timeStep: Moments;
}

function compare({ algorithm, coupled, limit, coarse }: Sampled): Comparison {
  const own = algorithm.map(momentsOf);
  const reference = momentsOf(limit);
  return {
    algorithm: own,
    errors: coupled
      ? algorithm.map((samples, i) => pairedMoments(samples, coupled[i]!))
      : own.map((each) => ({
          mean: combine([each.mean, reference.mean], [1, -1]),
          variance: combine([each.variance, reference.variance], [1, -1]),
        })),
    limit: reference,
    timeStep: pairedMoments(coarse, limit.subarray(0, coarse.length)),
  };
}

function row(
  statistic: "mean" | "variance",
  observable: string,
  comparison: Comparison,
  rates: LearningRates,
  { numerical, ...scales }: Scales,
): Evidence {
  const estimates = comparison.algorithm.map((each) => each[statistic]);
  const errors = comparison.errors.map((each) => each[statistic]);
  const timeStep = Math.abs(comparison.timeStep[statistic].value);
  const order = weakOrder(rates.values, errors);
  return {
    ...{ observable, statistic, estimates, errors },
    limit: { ...comparison.limit[statistic], timeStep },
    extrapolated: combine(estimates, rates.first),
    difference: combine(errors, rates.first),
    ...allowed(combine(errors, rates.correction), timeStep + numerical),
    ...scales,
    ...(order && { order }),
  };
}

/** What the difference may be beyond chance, and how much of that more paths would leave. */
function allowed(
  { value, standardError }: Measured,
  others: number,
): Pick<Evidence, "allowance" | "systematic" | "correction"> {
  const correction = Math.max(Math.abs(value) - RESOLVED * standardError, 0);
  return { allowance: TAIL * Math.abs(value) + others, systematic: TAIL * correction + others, correction };
}

/** Half a share below this part of what is relevant otherwise is not looked for: too many paths would be needed. */
const FAINT = 0.1;

/**
 * The mean that shows the drift best has to show it: there, half the drift's share is what is relevant, even if that is
 * less than a tenth of the spread.
 */
export function driftRow(rows: readonly Evidence[]): readonly Evidence[] {
  const clarity = ({ halfShare = 0, difference }: Evidence): number => halfShare / difference.standardError;
  if (rows.length === 0) return rows;
  const best = rows.reduce((top, each) => (clarity(each) > clarity(top) ? each : top));
  const { halfShare = 0 } = best;
  return rows.map((each) =>
    each === best && halfShare > FAINT * each.relevant ? { ...each, relevant: halfShare } : each,
  );
}
