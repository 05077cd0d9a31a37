/**
 * The law of an observable: its distribution function at the deciles of the limit's. Counts at fixed points can be
 * compared pair by pair and extrapolated to η = 0, unlike the Kolmogorov–Smirnov distance, which is given beside them.
 */
import { type KolmogorovSmirnov, ksTest2 } from "../runtime/index.js";
import type { LearningRates } from "./extrapolation.js";
import { type Evidence, meanEvidence, type Sampled } from "./rows.js";

const DECILES = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** Of all probability: a smaller distance between two laws is not looked for. */
const RELEVANT = 0.1;

export function lawEvidence(sampled: Sampled, rates: LearningRates): Evidence {
  const { algorithm, limit } = sampled;
  const sorted = limit.slice().sort();
  const parts = DECILES.map((decile) => {
    const at = sorted[Math.floor((decile / 10) * sorted.length)]!;
    const scales = { numerical: 0, relevant: RELEVANT };
    return { ...meanEvidence(share(sampled, at), rates, scales), statistic: "law" as const, at };
  });
  const excess = ({ difference, allowance }: Evidence): number =>
    (Math.abs(difference.value) - allowance) / difference.standardError;
  const worst = parts.reduce((top, part) => (excess(part) > excess(top) ? part : top));
  return { ...worst, parts, ks: ksTest2(algorithm.at(-1)!, limit) };
}

/** 1 where the observable is at most `at`, 0 elsewhere. */
function share(sampled: Sampled, at: number): Sampled {
  const below = (samples: Float64Array): Float64Array => samples.map((x) => (x <= at ? 1 : 0));
  const { algorithm, coupled, limit, coarse } = sampled;
  return {
    ...sampled,
    ...{ algorithm: algorithm.map(below), limit: below(limit), coarse: below(coarse) },
    ...(coupled && { coupled: coupled.map(below) }),
  };
}

/**
 * The law of a monotone function of an earlier observable says nothing new: the Kolmogorov–Smirnov distance, which such
 * functions do not change, tells.
 */
export const withoutRepeatedLaws = (rows: readonly Evidence[]): Evidence[] =>
  rows.filter(({ ks }, i) => !ks || !rows.slice(0, i).some((other) => other.ks && isSame(other.ks, ks)));

const isSame = (a: KolmogorovSmirnov, b: KolmogorovSmirnov): boolean => Math.abs(a.statistic - b.statistic) < 1e-12;
