/** Positions in arrays of named sizes: i + c, n - 1 and numbers. */
import { subtract } from "./build/index.js";
import type { Expr, IndexVariable, Size } from "./node.js";
import { type Rational, ZERO, isIntegerQ } from "./rational.js";
import { splitSize } from "./sizes.js";

/** constant + rest, when there is at most one term besides the constant. */
function splitShift(position: Expr): { readonly shift: Rational; readonly rest: Expr | undefined } | undefined {
  if (position.kind === "num") return { shift: position.value, rest: undefined };
  if (position.kind !== "add") return { shift: ZERO, rest: position };
  return position.terms.length === 1 ? { shift: position.constant, rest: position.terms[0]! } : undefined;
}

/** Whether a position is one of 0 … size - 1 for every value of the named sizes from 1, each index in its own range. */
export function isWithin(position: Expr, size: Size): boolean {
  const split = splitShift(position);
  if (!split || !isIntegerQ(split.shift)) return false;
  const shift = Number(split.shift.numerator);
  const { rest } = split;
  if (typeof size === "number") {
    if (!rest) return 0 <= shift && shift < size;
    return rest.kind === "index" && typeof rest.size === "number" && 0 <= shift && rest.size + shift <= size;
  }
  const [name, less] = splitSize(size);
  if (!rest) return shift === 0 && less === 0;
  if (rest.kind === "size") return rest.name === name && shift === -1 && less === 0;
  if (rest.kind !== "index" || typeof rest.size !== "string") return false;
  const [own, ownLess] = splitSize(rest.size);
  return own === name && 0 <= shift && shift <= ownLess - less;
}

/** n or n - 1 as a size, when it is one. */
export function asSize(e: Expr): Size | undefined {
  const split = splitShift(e);
  if (split?.rest?.kind !== "size" || !isIntegerQ(split.shift)) return undefined;
  const shift = Number(split.shift.numerator);
  return shift === 0 ? split.rest.name : shift === -1 ? `${split.rest.name}-1` : undefined;
}

/** The value of `variable` at which a delta is 1: k = i + 1 of δ(i + 1, k). */
export function solveDelta(variable: IndexVariable, delta: Extract<Expr, { kind: "delta" }>): Expr | undefined {
  for (const [side, other] of [
    [delta.left, delta.right],
    [delta.right, delta.left],
  ] as const) {
    const shift = subtract(side, variable);
    if (shift.kind === "num" && !other.free.includes(variable)) return subtract(other, shift);
  }
  return undefined;
}
