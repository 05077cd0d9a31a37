/** SGD on samples. */
import { describe, expect, test } from "vitest";
import { fillUniform, sampleSgd } from "../../../../src/runtime/index.js";
import { close, model } from "../fixtures/noisy-hyperbola.js";
import { twoValleys } from "../fixtures/two-valleys.js";

describe("SGD on samples", () => {
  test("takes the mean gradient of a batch", () => {
    const process = sampleSgd(twoValleys, { learningRate: 0.1, batch: 3, seed: 7 });
    const u = new Float64Array(3);
    fillUniform(7, 1, 4, u, 3);
    const x = Float64Array.of(1, -0.8, 0.02, -0.03);
    const expected = x.slice();
    for (const number of u) {
      const g = new Float64Array(4);
      twoValleys.samples!.gradient(number < 0.5 ? 0 : 1, x, g);
      g.forEach((value, a) => (expected[a]! -= (0.1 / 3) * value));
    }
    process.step(x, 1, 4);
    expect([...x]).toEqual(close([...expected]));
    expect(process.timeAt(2)).toBeCloseTo(0.02, 16);
  });

  test("refuses a model without samples, and an empty batch", () => {
    expect(() => sampleSgd(model, { learningRate: 0.1, seed: 1 })).toThrow(/no losses of single samples/);
    expect(() => sampleSgd(twoValleys, { learningRate: 0.1, batch: 0, seed: 1 })).toThrow(/batch/);
  });
});
