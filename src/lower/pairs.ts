/**
 * Greedy extraction of common pairs (Paar 1997): while some pair of entries stands in two rows, the most frequent one
 * becomes an entry of its own. Rows are products (entries base ^ exponent) or sums (entries weight * value).
 */
import type { PairRules, Row } from "./pair-rules.js";
import { PairTable } from "./pair-table.js";
import type { Value } from "./value.js";

/** Beyond this length a row is left alone: the number of pairs is quadratic. */
const LONGEST_ROW = 200;

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
