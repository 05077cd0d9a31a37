/** Operation counts of values: what choices between equal forms are decided by. */
import type { OperationCounts } from "../expr/count.js";
import { isOneQ, isZeroQ } from "../expr/rational.js";
import { reachable } from "./rewrite.js";
import { type Factor, type Value, absQ } from "./value.js";

/** The number of operands above and below the fraction bar. */
export function sides(factors: readonly Factor[]): readonly [above: number, below: number] {
  let [above, below] = [0, 0];
  for (const [, exponent] of factors)
    if (exponent > 0) above += exponent;
    else below -= exponent;
  return [above, below];
}

/** Operations per call of the roots, each value once; early values cost nothing. */
export const countOperations = (roots: readonly Value[]): OperationCounts =>
  operationsOf(reachable(roots, (value) => value.early));

/** The operations of these values alone, without those of their operands. */
export function operationsOf(values: readonly Value[]): OperationCounts {
  const counts = { additions: 0, multiplications: 0, divisions: 0, calls: 0 };
  for (const value of values)
    if (value.kind === "sum") {
      counts.additions += value.terms.length - (isZeroQ(value.constant) ? 1 : 0);
      counts.multiplications += value.terms.filter(([weight]) => !isOneQ(absQ(weight))).length;
    } else if (value.kind === "product") {
      const [above, below] = sides(value.factors);
      counts.multiplications += Math.max(above - 1, 0) + Math.max(below - 1, 0);
      counts.divisions += below > 0 ? 1 : 0;
    } else if (value.kind === "call") counts.calls += 1;
    else if (value.kind === "select") counts.additions += 1;
  return counts;
}

export const total = ({ additions, multiplications, divisions, calls }: OperationCounts): number =>
  additions + multiplications + divisions + calls;

/** One number to compare forms by: a division costs about four products, a call about twenty. */
export const weigh = ({ additions, multiplications, divisions, calls }: OperationCounts): number =>
  additions + multiplications + 4 * divisions + 20 * calls;
