/** Sums, products and means over arrays and counts. gen-sde reads calls of these as sums over an index. */

interface Reduction {
  /** Over the elements of `xs`. */
  (xs: readonly number[]): number;
  /** Over `term(x, i)` for the elements x of `xs` at their indices i. */
  <T>(xs: readonly T[], term: (x: T, i: number) => number): number;
  /** Over `term(i)` for i = 0 … count - 1. */
  (count: number, term: (i: number) => number): number;
}

/** One function for the three signatures: `reduce` is given the terms in order. */
function reduction(reduce: (terms: readonly number[]) => number): Reduction {
  return (over: readonly unknown[] | number, term?: (...args: never[]) => number): number => {
    const at = term as ((x: unknown, i?: number) => number) | undefined;
    if (typeof over !== "number") return reduce(at ? over.map((x, i) => at(x, i)) : (over as readonly number[]));
    if (!at) throw new TypeError("a sum over a count needs a term: sum(count, (i) => …)");
    return reduce(Array.from({ length: over }, (_, i) => at(i)));
  };
}

const add = (terms: readonly number[]): number => terms.reduce((total, term) => total + term, 0);

/** Sum: `sum(xs)`, `sum(xs, (x, i) => …)` or `sum(count, (i) => …)`. */
export const sum: Reduction = reduction(add);

/** Product, called as {@link sum}. */
export const prod: Reduction = reduction((terms) => terms.reduce((total, term) => total * term, 1));

/** Arithmetic mean, called as {@link sum}. */
export const mean: Reduction = reduction((terms) => add(terms) / terms.length);
