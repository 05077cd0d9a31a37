/** Learning rates to zero: weights that combine estimates at several η into one at η = 0. */

export interface LearningRates {
  /** Coarse to fine, at least three. */
  readonly values: readonly number[];
  /** Σ w_i E(η_i) has no error of first order in η: from the last two rates, 2E(η/2) − E(η) for halved ones. */
  readonly first: readonly number[];
  /** What the parabola through the last three rates changes of that: an estimate of its error, of second order. */
  readonly correction: readonly number[];
}

export function learningRates(rates: readonly number[]): LearningRates {
  const first = towardsZero(rates, 2);
  const second = towardsZero(rates, 3);
  return { values: rates, first, correction: second.map((weight, i) => weight - first[i]!) };
}

/** The value at 0 of the polynomial through the last `count` of the rates: Lagrange weights Π_{j≠i} η_j/(η_j − η_i). */
export function towardsZero(rates: readonly number[], count: number): number[] {
  const used = rates.length - count;
  return rates.map((rate, i) =>
    i < used
      ? 0
      : rates.reduce((product, other, j) => (j < used || j === i ? product : (product * other) / (other - rate)), 1),
  );
}
