/**
 * Quantiles of a stream in bounded memory: sorted samples of which, whenever two full buffers meet, every second is
 * dropped and the others count double. Up to CAPACITY numbers it is exact; of n numbers the rank of a quantile is off by
 * at most n·log₂(n / CAPACITY) / (2·CAPACITY), and by far less when the errors of many buffers cancel.
 *
 * Source: G. S. Manku, S. Rajagopalan, B. G. Lindsay, "Approximate medians and other quantiles in one pass and with
 * limited memory", SIGMOD 1998.
 */

/** Numbers in a buffer at most. */
const CAPACITY = 1024;

export interface Sketch {
  /** Ascending. */
  readonly values: Float64Array;
  /** How many numbers of the stream each of them stands for: a power of two. */
  readonly weight: number;
}

export const sketchOf = (values: Float64Array): Sketch => ({ values: values.slice().sort(), weight: 1 });

/**
 * One sketch of two of equal weight. `isOdd` says which half goes when half must go; alternating it makes the errors
 * cancel.
 */
export function mergeSketches(a: Sketch, b: Sketch, isOdd: boolean): Sketch {
  const values = mergeSorted(a.values, b.values);
  if (values.length <= CAPACITY) return { values, weight: a.weight };
  const kept = Float64Array.from({ length: values.length >> 1 }, (_, i) => values[2 * i + Number(isOdd)]!);
  return { values: kept, weight: 2 * a.weight };
}

function mergeSorted(a: Float64Array, b: Float64Array): Float64Array {
  const merged = new Float64Array(a.length + b.length);
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) merged[i + j] = a[i]! <= b[j]! ? a[i++]! : b[j++]!;
  merged.set(i < a.length ? a.subarray(i) : b.subarray(j), i + j);
  return merged;
}

/** The function p ↦ smallest value below or at which lie p of the numbers that the sketches stand for, 0 ≤ p ≤ 1. */
export function quantileOf(sketches: readonly Sketch[]): (p: number) => number {
  const entries = sketches.flatMap(({ values, weight }) => Array.from(values, (value) => ({ value, weight })));
  entries.sort((a, b) => a.value - b.value);
  let total = 0;
  const upTo = entries.map(({ weight }) => (total += weight));
  return (p) => {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile is asked for at p from 0 to 1, not ${p}`);
    let [low, high] = [0, entries.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! >= p * total) high = middle;
      else low = middle + 1;
    }
    return entries[low]!.value;
  };
}
