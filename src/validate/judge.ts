/** Judges all rows of a table together: Holm's correction, margins, and what would decide a row. */
import type { Evidence } from "./rows.js";
import { twoSided, twoSidedQuantile } from "./normal.js";
import type { Row, Verdict } from "./validation.js";

/** P(Z < 1.28) = 0.9: a relevant difference shall show with probability 0.9. */
const POWER = 1.2816;

/** Without difference beyond the allowance, a p-value at least as small as p has probability at most p. */
function pValue({ difference, allowance, parts }: Evidence): number {
  if (parts) return Math.min(1, parts.length * Math.min(...parts.map(pValue)));
  const excess = Math.abs(difference.value) - allowance;
  if (excess <= 0) return 1;
  return difference.standardError === 0 ? 0 : twoSided(excess / difference.standardError);
}

/** The row, or the part of it, that finds the least, with the difference that it would find at a level. */
function margin(row: Evidence, level: number): Evidence & { readonly margin: number } {
  if (!row.parts) return { ...row, margin: twoSidedQuantile(level) * row.difference.standardError + row.allowance };
  return row.parts
    .map((part) => margin(part, level / row.parts!.length))
    .reduce((widest, part) => (part.margin > widest.margin ? part : widest));
}

/** Holm's step-down: adjusted p ≤ level for one or more true hypotheses has probability at most `level`. */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length).fill(1);
  const ascending = pValues.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p);
  let largest = 0;
  ascending.forEach(({ p, i }, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * p));
    adjusted[i] = largest;
  });
  return adjusted;
}

/** The rows of one dynamics, with the paths of its finest run that are in them, and those that were lost. */
export interface Group {
  readonly rows: readonly Evidence[];
  readonly paths: number;
  readonly lost?: number;
}

/** Of all paths: where more are lost, the others are no fair sample of what the algorithm does. */
const MOST_LOST = 0.01;

/** The rows of each group, at one level for all groups together. */
export function judge(groups: readonly Group[], level: number): Row[][] {
  const all = groups.flatMap(({ rows }) => rows);
  const adjusted = holm(all.map(pValue));
  let next = 0;
  return groups.map(({ rows, paths, lost = 0 }) => {
    const isBiased = lost > MOST_LOST * (paths + lost);
    return rows.map((row): Row => {
      const p = adjusted[next++]!;
      const weakest = margin(row, level / all.length);
      const decided = weakest.margin <= row.relevant ? "agrees" : "not enough samples";
      const verdict: Verdict = isBiased ? "not enough samples" : p <= level ? "disagrees" : decided;
      const { systematic: _systematic, correction: _correction, halfShare: _halfShare, parts: _parts, ...shown } = row;
      return {
        ...shown,
        ...{ margin: weakest.margin, pValue: pValue(row), adjusted: p, verdict },
        ...(verdict === "not enough samples" && { needed: isBiased ? "η" : needed(weakest, paths) }),
      };
    });
  });
}

/**
 * The number of paths with which a relevant difference would exceed the margin with probability 0.9: all but the
 * systematic part of the allowance shrinks like 1/√paths.
 */
export function needed(
  { margin, difference, systematic, relevant }: Evidence & { readonly margin: number },
  paths: number,
): number | "η" {
  const room = relevant - systematic;
  if (room <= 0) return "η";
  return roundUp(paths * ((margin - systematic + POWER * difference.standardError) / room) ** 2);
}

/** To two digits. */
function roundUp(n: number): number {
  const unit = 10 ** Math.max(Math.floor(Math.log10(n)) - 1, 0);
  return Math.ceil(n / unit) * unit;
}

/** Of a whole table. */
export function verdictOf(rows: readonly Pick<Row, "verdict">[]): Verdict {
  if (rows.length === 0) return "not enough samples";
  for (const verdict of ["disagrees", "not enough samples"] as const)
    if (rows.some((row) => row.verdict === verdict)) return verdict;
  return "agrees";
}
