/** Learning rates that change. */
import { describe, expect, test } from "vitest";
import { sgd, simulate } from "../../../../src/runtime/index.js";
import { partialSums } from "../../../../src/runtime/processes/schedule.js";
import { close, model, noise } from "../fixtures/noisy-hyperbola.js";

describe("schedules", () => {
  test("set the rate and the clock Σ η²", () => {
    const decaying = sgd(model, { ...noise, learningRate: (k) => 0.1 / (1 + k) });
    const x = Float64Array.of(1.5, 0.9);
    const y = x.slice();
    decaying.step(x, 0, 4);
    sgd(model, { ...noise, learningRate: 0.02 }).step(y, 0, 4);
    expect([...x]).toEqual([...y]);
    expect([...simulate(decaying, { start: [2, 0.5], steps: 3 })].map(({ time }) => time)).toEqual(
      close([0, 0.01, 0.0125, 0.0125 + 0.01 / 9]),
    );
  });

  test("have to be positive, at every step", () => {
    const process = sgd(model, { ...noise, learningRate: (k) => 0.1 - 0.05 * k });
    expect(() => [...simulate(process, { start: [2, 0.5], steps: 5 })]).toThrow(/learningRate\(2\) must be a positive/);
  });

  test("their sums are the same bits in whatever order they are asked", () => {
    const term = (j: number): number => 1 / (1 + j) ** 1.5;
    const inOrder = partialSums(term);
    const expected = Array.from({ length: 5000 }, (_, k) => inOrder(k));
    const sum = partialSums(term);
    for (const k of [4999, 0, 1024, 1023, 2500, 2047, 2048, 2049, 4998]) expect(sum(k)).toBe(expected[k]);
    expect(expected[3]).toBe(term(0) + term(1) + term(2));
  });
});
