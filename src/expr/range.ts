/** Positions in arrays of named sizes: i + c, n - c - i, n - c and numbers. */
import { add, subtract } from "./build/index.js";
import type { Expr, IndexVariable, Size } from "./node.js";
import { isIntegerQ } from "./rational.js";
import { shorten, splitSize } from "./sizes.js";

/** at, or n + at when it counts from the end of a named size. */
export interface Cut {
  readonly fromEnd: boolean;
  readonly at: number;
}

/** The values from `first` to before `end`. */
export interface Range {
  readonly first: Cut;
  readonly end: Cut;
}

/** at + ends·n + sign·index. */
export interface Position {
  readonly at: number;
  /** How often the named size is in it. */
  readonly ends: number;
  /** n */
  readonly name?: string;
  readonly index?: IndexVariable;
  readonly sign: 1 | -1;
}

/** A position, when it is one: at most one index and one named size, each once. */
export function positionOf(e: Expr): Position | undefined {
  let found: Position = { at: 0, ends: 0, sign: 1 };
  if (e.kind === "num") return isIntegerQ(e.value) ? { ...found, at: Number(e.value.numerator) } : undefined;
  if (e.kind === "add" && !isIntegerQ(e.constant)) return undefined;
  if (e.kind === "add") found = { ...found, at: Number(e.constant.numerator) };
  for (const term of e.kind === "add" ? e.terms : [e]) {
    const negative = term.kind === "mul" && term.coefficient.numerator === -1n && term.coefficient.denominator === 1n;
    const [factor] = negative && term.factors.length === 1 ? term.factors : [term];
    const sign = negative ? -1 : 1;
    if (factor!.kind === "index" && !found.index) found = { ...found, index: factor, sign };
    else if (factor!.kind === "size" && found.ends === 0) found = { ...found, ends: sign, name: factor.name };
    else return undefined;
  }
  return found;
}

/** All values of an index. */
export function rangeOfSize(size: Size): Range {
  const [at, fromEnd] = typeof size === "number" ? [size, false] : [-splitSize(size)[1], true];
  return { first: { fromEnd: false, at: 0 }, end: { fromEnd, at } };
}

/**
 * The least value of the named size from which on a position is one of 0 … size - 1, each index in its range; undefined
 * when it is so for no value that is large.
 */
export function leastSize(
  position: Expr,
  size: Size,
  rangeOf: (i: IndexVariable) => Range = (i) => rangeOfSize(i.size),
): number | undefined {
  const found = positionOf(position);
  if (!found) return undefined;
  const { at, ends, index, sign } = found;
  const names = [size, index?.size, found.name].filter((range) => typeof range === "string");
  if (new Set(names.map((name) => splitSize(name)[0])).size > 1) return undefined;
  const range = index ? rangeOf(index) : { first: { fromEnd: false, at: 0 }, end: { fromEnd: false, at: 1 } };
  const [first, last] = [linear(range.first), { ...linear(range.end), at: linear(range.end).at - 1 }];
  const [low, high] = sign > 0 ? [first, last] : [last, first];
  // low >= 0 and high < size, as lower bounds of n.
  const room = linear(rangeOfSize(size).end);
  return larger(
    leastWithout({ at: at + sign * low.at, ends: ends + sign * low.ends }),
    leastWithout({ at: room.at - 1 - at - sign * high.at, ends: room.ends - ends - sign * high.ends }),
  );
}

interface Linear {
  readonly at: number;
  readonly ends: number;
}

const linear = ({ at, fromEnd }: Cut): Linear => ({ at, ends: fromEnd ? 1 : 0 });

/** The least n >= 1 from which on at + ends·n is not negative. */
function leastWithout({ at, ends }: Linear): number | undefined {
  if (ends < 0 || (ends === 0 && at < 0)) return undefined;
  return ends === 0 ? 1 : Math.max(1, Math.ceil(-at / ends));
}

const larger = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : Math.max(a, b);

/** Whether a position is one of 0 … size - 1 for every value of the named sizes from 1, each index in its own range. */
export const isWithin = (position: Expr, size: Size): boolean => leastSize(position, size) === 1;

/** n - c as a size, when it is one. */
export function asSize(e: Expr): Size | undefined {
  const found = positionOf(e);
  if (!found?.name || found.index || found.ends !== 1 || found.at > 0) return undefined;
  return shorten(found.name, -found.at);
}

/** The value of `variable` at which a delta is 1: k = i + 1 of δ(i + 1, k), k = n - 1 - i of δ(n - 1 - k, i). */
export function solveDelta(variable: IndexVariable, delta: Extract<Expr, { kind: "delta" }>): Expr | undefined {
  for (const [side, other] of [
    [delta.left, delta.right],
    [delta.right, delta.left],
  ] as const) {
    if (!side.free.includes(variable) || other.free.includes(variable)) continue;
    const shift = subtract(side, variable);
    if (!shift.free.includes(variable)) return subtract(other, shift);
    const mirror = add(side, variable);
    if (!mirror.free.includes(variable)) return subtract(mirror, other);
  }
  return undefined;
}
