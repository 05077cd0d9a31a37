/** Which Kronecker deltas end a sum over an index: by renaming it, where the one value they leave is surely in range. */
import type { Expr, IndexVariable } from "./node.js";
import { holdsForPart } from "./parts.js";
import { isWithin, positionOf, solveDelta } from "./range.js";
import { splitSize } from "./sizes.js";

/**
 * Whether a term is a product with a delta in the variable that can be resolved, or that leaves one round of the sum, at
 * any depth of sums of terms.
 */
export const hasDelta = (variable: IndexVariable, e: Expr): boolean =>
  e.free.includes(variable) &&
  (e.kind === "mul" || e.kind === "delta"
    ? (e.kind === "mul" ? e.factors : [e]).some((factor) => isShift(variable, factor)) ||
      (e.kind === "mul" && e.factors.some((factor) => factor.kind === "add" && hasDelta(variable, factor)))
    : e.kind === "add" && e.terms.some((term) => hasDelta(variable, term)));

const containsDelta = holdsForPart((e) => e.kind === "delta");

/** Whether a delta inside, in products, sums of terms and sums over other indices, resolves the sum over the variable. */
export function resolvesIn(variable: IndexVariable, e: Expr): boolean {
  if (!e.free.includes(variable) || !containsDelta(e)) return false;
  if (e.kind === "sum") return resolvesIn(variable, e.body);
  if (e.kind === "add") return e.terms.some((term) => resolvesIn(variable, term));
  const factors = e.kind === "mul" ? e.factors : [e];
  return (
    resolveDelta(variable, factors) !== undefined ||
    (e.kind === "mul" && factors.some((factor) => resolvesIn(variable, factor)))
  );
}

/** A factor that is 1 at one value of the variable, and that value, where it is surely in range: elsewhere it stays. */
export function resolveDelta(
  variable: IndexVariable,
  factors: readonly Expr[],
): { delta: Expr; value: Expr } | undefined {
  for (const factor of factors) {
    const value = factor.kind === "delta" ? solveDelta(variable, factor) : undefined;
    if (value && (isLiteralOf(variable, value) || isWithin(value, variable.size))) return { delta: factor, value };
  }
  return undefined;
}

const isShift = (variable: IndexVariable, factor: Expr): boolean =>
  factor.kind === "delta" && solveDelta(variable, factor) !== undefined;

/** Positions 2 and n - 2 of an array's own range were checked where they were read. */
const isLiteralOf = ({ size }: IndexVariable, value: Expr): boolean => {
  if (typeof size === "number") return false;
  const position = value.free.length === 0 ? positionOf(value) : undefined;
  const [name, less] = splitSize(size);
  return position !== undefined && less === 0 && (position.name ?? name) === name;
};
