/**
 * Greedy extraction of common pairs (Paar 1997): while some pair of entries stands in two rows, the most frequent one
 * becomes an entry of its own. Rows are products (entries base ^ exponent) or sums (entries weight * value).
 */
import type { Value } from "./value.js";

/** What pairs mean for one kind of row. */
export interface PairRules<W> {
  /** How a and b stand together in a row; undefined if they cannot be paired. `a` may be `b`. */
  match(a: Value, wa: W, b: Value, wb: W): { readonly key: string; readonly times: number } | undefined;
  /** The value that stands for the pair. */
  make(a: Value, wa: W, b: Value, wb: W): Value;
  /** The weights [a, b, pair] after replacement; undefined removes an entry. */
  replace(a: Value, wa: W, b: Value, wb: W): readonly [W | undefined, W | undefined, W];
  /** The weight of an entry to which `more` is added; undefined if they cancel. */
  combine(weight: W | undefined, more: W): W | undefined;
}

export interface Row<W> {
  /** The value this row defines when nothing stands beside it. */
  readonly owner: Value;
  readonly entries: Map<Value, W>;
}

/** Beyond this length a row is left alone: the number of pairs is quadratic. */
const LONGEST_ROW = 200;

interface Pair<W> {
  readonly key: string;
  readonly a: Value;
  readonly b: Value;
  readonly rows: Map<Row<W>, number>;
  total: number;
}

/** Rewrites the entries of the rows in place. */
export function extractPairs<W>(rows: readonly Row<W>[], rules: PairRules<W>): void {
  const table = new PairTable(rules);
  const popular = entriesOfSeveral(rows);
  for (const row of rows) if (row.entries.size <= LONGEST_ROW) table.addRow(row, popular);
  for (let pair = table.mostFrequent(); pair !== undefined; pair = table.mostFrequent()) table.extract(pair);
}

/** Only entries of two rows, or twice in one, can be part of a common pair. */
function entriesOfSeveral<W>(rows: readonly Row<W>[]): ReadonlySet<Value> {
  const seen = new Set<Value>();
  const popular = new Set<Value>();
  for (const { entries } of rows)
    for (const [value, weight] of entries) {
      if (seen.has(value) || (typeof weight === "number" && weight > 1)) popular.add(value);
      seen.add(value);
    }
  return popular;
}

class PairTable<W> {
  readonly #rules: PairRules<W>;
  readonly #pairs = new Map<string, Pair<W>>();
  /** Pairs by their number of occurrences. */
  readonly #byTotal: Set<Pair<W>>[] = [];
  /** The entries of a row that can take part. */
  readonly #active = new Map<Row<W>, Set<Value>>();

  constructor(rules: PairRules<W>) {
    this.#rules = rules;
  }

  addRow(row: Row<W>, popular: ReadonlySet<Value>): void {
    const active = new Set<Value>();
    this.#active.set(row, active);
    for (const value of row.entries.keys())
      if (popular.has(value)) {
        active.add(value);
        this.#count(row, value, 1);
      }
  }

  mostFrequent(): Pair<W> | undefined {
    for (let total = this.#byTotal.length - 1; total >= 2; total--)
      for (const pair of this.#byTotal[total] ?? []) return pair;
    return undefined;
  }

  extract({ a, b, rows }: Pair<W>): void {
    const [first] = rows.keys();
    const made = this.#rules.make(a, first!.entries.get(a)!, b, first!.entries.get(b)!);
    for (const row of [...rows.keys()])
      if (row.owner === made) this.#retire(row);
      else this.#replace(row, a, b, made);
  }

  /** The row that defines the pair itself stays as it is. */
  #retire(row: Row<W>): void {
    const active = this.#active.get(row)!;
    for (const value of [...active]) {
      this.#count(row, value, -1);
      active.delete(value);
    }
  }

  #replace(row: Row<W>, a: Value, b: Value, made: Value): void {
    const [left, right, weight] = this.#rules.replace(a, row.entries.get(a)!, b, row.entries.get(b)!);
    this.#setEntry(row, a, left);
    if (a !== b) this.#setEntry(row, b, right);
    this.#setEntry(row, made, this.#rules.combine(row.entries.get(made), weight));
  }

  #setEntry(row: Row<W>, value: Value, weight: W | undefined): void {
    const active = this.#active.get(row)!;
    if (active.has(value)) this.#count(row, value, -1);
    active.delete(value);
    if (weight === undefined) {
      row.entries.delete(value);
      return;
    }
    row.entries.set(value, weight);
    active.add(value);
    this.#count(row, value, 1);
  }

  /** Adds or removes the pairs of one active entry with all active entries of its row. */
  #count(row: Row<W>, value: Value, sign: 1 | -1): void {
    const weight = row.entries.get(value)!;
    for (const other of this.#active.get(row)!) {
      const [a, b] = value.id <= other.id ? [value, other] : [other, value];
      const [wa, wb] = a === value ? [weight, row.entries.get(b)!] : [row.entries.get(a)!, weight];
      const match = this.#rules.match(a, wa, b, wb);
      if (match !== undefined) this.#change(row, a, b, match.key, sign * match.times);
    }
  }

  #change(row: Row<W>, a: Value, b: Value, key: string, times: number): void {
    let pair = this.#pairs.get(key);
    if (pair === undefined) {
      pair = { key, a, b, rows: new Map(), total: 0 };
      this.#pairs.set(key, pair);
    }
    this.#byTotal[pair.total]?.delete(pair);
    pair.total += times;
    if (pair.total > 0) (this.#byTotal[pair.total] ??= new Set()).add(pair);
    const here = (pair.rows.get(row) ?? 0) + times;
    if (here > 0) pair.rows.set(row, here);
    else pair.rows.delete(row);
  }
}
