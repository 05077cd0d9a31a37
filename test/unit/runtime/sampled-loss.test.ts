/** Steps of a few samples and of batches, against the gradient over the same samples. */
import { describe, expect, it, test } from "vitest";
import { create } from "../../../generated/diagonal-net.sde.js";
import { sampledLoss } from "../../../src/runtime/samples/index.js";

const [n, d] = [7, 5];
const numbers = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed));
const { labels, samples } = create({ Z: { values: numbers(n * d, 1), shape: [n, d] }, y: numbers(n, 2) });

describe.each([1, 3, 4, 9])("%d samples", (count) => {
  const rows = Float64Array.from({ length: count }, (_, b) => (3 * b) % n);
  const noise = numbers(count, 4);
  const rate = 0.01;
  const close = (found: Float64Array, expected: Float64Array): void => {
    found.forEach((value, a) => expect(value).toBeCloseTo(expected[a]!, 13));
  };

  it("a step goes down their gradient", () => {
    const x = numbers(2 * d, 3);
    const [gradient, moved] = [new Float64Array(2 * d), x.slice()];
    labels!.batchGradient(x, rows, noise, gradient);
    labels!.descend!(moved, rows, noise, rate);
    close(
      moved,
      x.map((value, a) => value - rate * gradient[a]!),
    );
  });

  it("the gradient is the mean of those of the samples", () => {
    const x = numbers(2 * d, 3);
    const [gradient, one, mean] = [0, 1, 2].map(() => new Float64Array(2 * d)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    samples!.batchGradient!(x, rows, gradient);
    for (const i of rows) {
      samples!.gradient(i, x, one);
      one.forEach((value, a) => (mean[a]! += value / count));
    }
    close(gradient, mean);
  });
});

test("samples with two indices are numbered row by row", () => {
  const seen: number[][] = [];
  const loss = sampledLoss(
    [2, 3],
    (_x, sample) => void seen.push([...sample]),
    (_x, rows) => void seen.push(...rows.map((axis) => [...axis])),
  );
  const [x, out] = [new Float64Array(1), new Float64Array(1)];
  loss.gradient(x, Float64Array.of(5, 1), Float64Array.of(0.5, 0), out);
  expect(seen.splice(0)).toEqual([
    [1, 2, 0.5, 0.5],
    [0, 1, 0, 0.5],
  ]);
  loss.gradient(x, Float64Array.of(0, 1, 4, 5), new Float64Array(4), out);
  expect(seen).toEqual([
    [0, 0, 1, 1],
    [0, 1, 1, 2],
  ]);
});
