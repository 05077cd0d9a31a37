/** What is kept of the values of k observables on many paths: it does not grow with the number of paths. */
import { mergeSketches, type Sketch, sketchOf } from "./quantile-sketch.js";

export interface Tally {
  readonly count: number;
  /** mean[k] */
  readonly mean: Float64Array;
  /** S[k·k] = Σ (x − mean)(x − mean)ᵀ over the paths. */
  readonly scatter: Float64Array;
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  readonly sketches: readonly Sketch[];
  /** Per observable, the paths in each cell of its histogram, or nothing. */
  readonly histograms: readonly (Float64Array | undefined)[];
}

/** Equal cells from `from` to `to`; what lies outside is counted in one cell more at either end. */
export interface Cells {
  readonly from: number;
  readonly to: number;
  readonly cells: number;
}

/** The tally of values[k·n], observable by observable: two passes, so that a large mean costs no accuracy. */
export function tallyOf(values: Float64Array, k: number, n: number, cells: readonly (Cells | undefined)[]): Tally {
  const rows = Array.from({ length: k }, (_, i) => values.subarray(i * n, (i + 1) * n));
  const mean = Float64Array.from(rows, (row) => row.reduce((sum, x) => sum + x, 0) / n);
  const scatter = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let p = 0; p < n; p++) sum += (rows[i]![p]! - mean[i]!) * (rows[j]![p]! - mean[j]!);
      scatter[i * k + j] = scatter[j * k + i] = sum;
    }
  return {
    ...{ count: n, mean, scatter },
    least: Float64Array.from(rows, (row) => row.reduce((a, b) => Math.min(a, b))),
    greatest: Float64Array.from(rows, (row) => row.reduce((a, b) => Math.max(a, b))),
    sketches: rows.map(sketchOf),
    histograms: rows.map((row, i) => cells[i] && countCells(row, cells[i])),
  };
}

function countCells(row: Float64Array, { from, to, cells }: Cells): Float64Array {
  const counts = new Float64Array(cells + 2);
  for (const x of row) {
    const cell = x === to ? cells : 1 + Math.floor(((x - from) / (to - from)) * cells);
    counts[Math.min(Math.max(cell, 0), cells + 1)]! += 1;
  }
  return counts;
}

/**
 * The tally of both: with δ the difference of the means, S = S_a + S_b + δδᵀ n_a n_b / n.
 *
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae and a pairwise algorithm for computing sample
 * variances", COMPSTAT 1982.
 */
export function mergeTallies(a: Tally, b: Tally, isOdd: boolean): Tally {
  const moments = mergeMoments(a, b);
  return {
    ...moments,
    sketches: a.sketches.map((sketch, i) => mergeSketches(sketch, b.sketches[i]!, isOdd)),
    histograms: a.histograms.map((counts, i) => counts?.map((count, cell) => count + b.histograms[i]![cell]!)),
  };
}

export type Moments = Omit<Tally, "sketches" | "histograms">;

export function mergeMoments(a: Moments, b: Moments): Moments {
  const k = a.mean.length;
  const count = a.count + b.count;
  const delta = a.mean.map((mean, i) => b.mean[i]! - mean);
  const factor = (a.count * b.count) / count;
  return {
    count,
    mean: a.mean.map((mean, i) => mean + (delta[i]! * b.count) / count),
    scatter: a.scatter.map((s, ij) => s + b.scatter[ij]! + delta[Math.floor(ij / k)]! * delta[ij % k]! * factor),
    least: a.least.map((x, i) => Math.min(x, b.least[i]!)),
    greatest: a.greatest.map((x, i) => Math.max(x, b.greatest[i]!)),
  };
}
