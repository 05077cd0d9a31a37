import { checkInteger } from "../check.js";
import { draws, uniform } from "../random/index.js";

/**
 * Draws `batch` of n samples uniformly, as a function of (path, draw): with replacement, or without by the first steps
 * of a Fisher–Yates shuffle, which are undone afterwards, so that a draw depends on its number alone. The result is
 * overwritten by the next draw.
 *
 * @throws RangeError for a batch that is larger than n without replacement
 */
export function batchSampler(
  n: number,
  batch: number,
  seed: number,
  replacement: boolean,
): (path: number, draw: number) => Float64Array {
  checkInteger("seed", seed);
  checkInteger("batch", batch, 1, replacement ? undefined : n + 1);
  const numbers = draws(uniform, seed, batch);
  const rows = new Float64Array(batch);
  if (replacement)
    return (path, draw) => {
      const u = numbers(path, draw);
      for (let b = 0; b < batch; b++) rows[b] = Math.floor(u[b]! * n);
      return rows;
    };
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const partners = new Int32Array(batch);
  const swap = (i: number, j: number): void => {
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  };
  return (path, draw) => {
    const u = numbers(path, draw);
    for (let b = 0; b < batch; b++) {
      partners[b] = b + Math.floor(u[b]! * (n - b));
      swap(b, partners[b]!);
      rows[b] = order[b]!;
    }
    for (let b = batch - 1; b >= 0; b--) swap(b, partners[b]!);
    return rows;
  };
}
