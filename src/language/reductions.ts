/** Sums over arrays and counts. gen-sde reads calls of these as sums over an index. */

type Numbers = readonly number[];

function* terms<T>(over: readonly T[] | number, term?: (...args: never[]) => number): Generator<number> {
  if (typeof over === "number") {
    for (let i = 0; i < over; i++) yield (term as (i: number) => number)(i);
  } else {
    for (let i = 0; i < over.length; i++)
      yield term ? (term as unknown as (x: T, i: number) => number)(over[i]!, i) : (over[i] as number);
  }
}

interface Reduction {
  /** Over the elements of `xs`. */
  (xs: Numbers): number;
  /** Over `term(x, i)` for the elements x of `xs` at their indices i. */
  <T>(xs: readonly T[], term: (x: T, i: number) => number): number;
  /** Over `term(i)` for i = 0 … count - 1. */
  (count: number, term: (i: number) => number): number;
}

/** Sum: `sum(xs)`, `sum(xs, (x, i) => …)` or `sum(count, (i) => …)`. */
export const sum: Reduction = (over: readonly unknown[] | number, term?: (...args: never[]) => number): number => {
  let total = 0;
  for (const value of terms(over, term)) total += value;
  return total;
};

/** Product, called as {@link sum}. */
export const prod: Reduction = (over: readonly unknown[] | number, term?: (...args: never[]) => number): number => {
  let total = 1;
  for (const value of terms(over, term)) total *= value;
  return total;
};

/** Arithmetic mean, called as {@link sum}. */
export const mean: Reduction = (over: readonly unknown[] | number, term?: (...args: never[]) => number): number => {
  let [total, count] = [0, 0];
  for (const value of terms(over, term)) {
    total += value;
    count++;
  }
  return total / count;
};
