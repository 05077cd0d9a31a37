import type { Summary } from "../statistics/summary.js";
import type { Forest } from "./forest.js";
import { quantileOf } from "./quantile-sketch.js";
import { type Cells, mergeMoments, type Moments } from "./tally.js";
import type { Work } from "./work.js";

/** A histogram: counts[cells] of equal cells from `from` to `to`. */
export interface Histogram extends Cells {
  readonly counts: Float64Array;
  /** How many values lie below `from`, and above `to`. */
  readonly below: number;
  readonly above: number;
}

/** What an ensemble says about one observable. */
export interface StreamedEstimate<Name extends string = string> extends Summary {
  /** How many paths. */
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  /** The sample covariance with each observable, divisor n − 1. */
  readonly covariance: Readonly<Record<Name, number>>;
  /** The p-quantile, 0 ≤ p ≤ 1: exact up to 1024 paths, beyond within ½ % of the rank (usually far less). */
  readonly quantile: (p: number) => number;
  /** Where one was asked for. */
  readonly histogram?: Histogram;
}

/** The same, with the observable on every path. */
export interface Estimate<Name extends string = string> extends StreamedEstimate<Name> {
  /** samples[paths]: the observable on path firstPath + i. */
  readonly samples: Float64Array;
}

/** Estimates of all observables at one frame, from the tallies of its leaves. */
export function estimatesOf(
  { observe, cells, samples, paths }: Pick<Work, "observe" | "cells" | "samples" | "paths">,
  { trees }: Forest,
  frame: number,
): Record<string, StreamedEstimate> {
  const k = observe.length;
  const tallies = trees.map(({ tally }) => tally);
  // From the small trees at the end to the large ones, in an order that the number of paths alone decides.
  const moments: readonly Moments[] = tallies;
  const { count, mean, scatter, least, greatest } = moments.reduceRight((behind, before) =>
    mergeMoments(before, behind),
  );
  const covariance = scatter.map((s) => (count > 1 ? s / (count - 1) : 0));
  const entries = observe.map(([name], i) => {
    const variance = covariance[i * k + i]!;
    const from = (frame * k + i) * paths;
    const estimate = {
      count,
      ...{ mean: mean[i]!, variance, standardError: Math.sqrt(variance / count) },
      ...{ minimum: least[i]!, maximum: greatest[i]! },
      covariance: Object.fromEntries(observe.map(([other], j) => [other, covariance[i * k + j]!])),
      quantile: lazily(() => quantileOf(tallies.map(({ sketches }) => sketches[i]!))),
      ...(cells[i] && {
        histogram: histogramOf(
          cells[i],
          tallies.map(({ histograms }) => histograms[i]!),
        ),
      }),
      ...(samples && { samples: samples.subarray(from, from + paths) }),
    };
    return [name, estimate] as const;
  });
  return Object.fromEntries(entries);
}

/** Sketches are put together when a quantile is asked for, once. */
function lazily(make: () => (p: number) => number): (p: number) => number {
  let made: ((p: number) => number) | undefined;
  return (p) => (made ??= make())(p);
}

function histogramOf(cells: Cells, parts: readonly Float64Array[]): Histogram {
  const counts = new Float64Array(cells.cells + 2);
  for (const part of parts) part.forEach((count, cell) => (counts[cell]! += count));
  return { ...cells, counts: counts.slice(1, -1), below: counts[0]!, above: counts.at(-1)! };
}
