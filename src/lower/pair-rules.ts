/** Rows of weighted entries, and what it means that two of them stand together. */
import type { Value } from "./value.js";

/** What pairs mean for one kind of row. */
export interface PairRules<W> {
  /** A number for each weight. */
  code(weight: W): number;
  /** How often a and b stand together in a row: 0 if they cannot be paired. */
  times(isSame: boolean, wa: W, wb: W): number;
  /** A number for the proportion of two weights, by their codes: pairs of a and b that differ in it are not the same. */
  proportion(a: number, b: number): number;
  /** The value that stands for the pair. */
  make(a: Value, wa: W, b: Value, wb: W): Value;
  /** The weights [a, b, pair] after replacement; undefined removes an entry. */
  replace(isSame: boolean, wa: W, wb: W): readonly [W | undefined, W | undefined, W];
  /** The weight of an entry to which `more` is added; undefined if they cancel. */
  combine(weight: W | undefined, more: W): W | undefined;
}

export interface Row<W> {
  /** The value this row defines when nothing stands beside it. */
  readonly owner: Value;
  readonly entries: Map<Value, W>;
}
