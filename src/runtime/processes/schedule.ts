import { checkPositive } from "../check.js";

/** A learning rate: a constant, or a function of the step k = 0, 1, 2, …; always positive. */
export type LearningRate = number | ((k: number) => number);

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
