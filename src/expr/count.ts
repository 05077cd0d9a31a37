/** Operation counts of a set of expressions, shared subexpressions counted once. */
import { type Expr, children } from "./node.js";
import { isIntegerQ, isOneQ, isZeroQ } from "./rational.js";

export interface OperationCounts {
  readonly additions: number;
  readonly multiplications: number;
  readonly divisions: number;
  readonly calls: number;
}

const CALL_COST = 20;

export function operationCounts(roots: readonly Expr[]): OperationCounts {
  const counts = { additions: 0, multiplications: 0, divisions: 0, calls: 0 };
  const seen = new Set<Expr>();
  const visit = (e: Expr): void => {
    if (seen.has(e)) return;
    seen.add(e);
    children(e).forEach(visit);
    if (e.kind === "add") counts.additions += e.terms.length - (isZeroQ(e.constant) ? 1 : 0);
    else if (e.kind === "mul") counts.multiplications += e.factors.length - (isOneQ(e.coefficient) ? 1 : 0);
    else if (e.kind === "call") counts.calls += 1;
    else if (e.kind === "pow") countPower(e.exponent, counts);
    else if (e.kind === "sum") counts.additions += 1;
  };
  roots.forEach(visit);
  return counts;
}

function countPower(exponent: Expr, counts: { multiplications: number; divisions: number; calls: number }): void {
  if (exponent.kind !== "num" || !isIntegerQ(exponent.value)) {
    counts.calls += 1;
    return;
  }
  const n = Number(exponent.value.numerator);
  if (n < 0) counts.divisions += 1;
  // Repeated squaring: one product per bit, one more per set bit.
  const bits = Math.abs(n).toString(2);
  counts.multiplications += bits.length - 1 + bits.slice(1).replaceAll("0", "").length;
}

/** One weight for comparing forms: calls cost as much as about twenty products. */
export function operationCount(...roots: readonly Expr[]): number {
  const { additions, multiplications, divisions, calls } = operationCounts(roots);
  return additions + multiplications + 4 * divisions + CALL_COST * calls;
}

const sizes = new WeakMap<Expr, number>();

/**
 * The leaves of an expression written out as text, where shared parts stand as often as they are used: a lower bound
 * of the text's length, to be asked before printing what elimination made. Infinity is possible.
 */
export function writtenSize(e: Expr): number {
  let known = sizes.get(e);
  if (known === undefined) {
    known = Math.max(
      1,
      children(e).reduce((total, child) => total + writtenSize(child), 0),
    );
    sizes.set(e, known);
  }
  return known;
}
