/** Several workers. */
import { describe, expect, test } from "vitest";
import { localSgd, sgd, simulate } from "../../../../src/runtime/index.js";
import { close, model, noise, stochastic } from "../fixtures/noisy-hyperbola.js";

describe("local SGD", () => {
  test("is the mean of workers with noise of their own", () => {
    const process = localSgd(model, { ...noise, learningRate: 0.1, workers: 2, localSteps: 2 });
    const x = Float64Array.of(1.5, 0.9);
    process.step(x, 4, 3);
    const ends = [0, 1].map((worker) => {
      let at: [number, number] = [1.5, 0.9];
      for (const k of [6, 7]) {
        const g = stochastic(at, 4, 2 * k + worker);
        at = [at[0] - 0.1 * g[0], at[1] - 0.1 * g[1]];
      }
      return at;
    });
    expect([...x]).toEqual(close([0, 1].map((a) => (ends[0]![a]! + ends[1]![a]!) / 2)));
    expect(process.timeAt(3)).toBeCloseTo(0.06, 15);
  });

  test("with one worker and one local step is SGD", () => {
    const local = localSgd(model, { ...noise, learningRate: 0.1, workers: 1, localSteps: 1 });
    const plain = sgd(model, { ...noise, learningRate: 0.1 });
    const [x, y] = [local, plain].map((process) => [...simulate(process, { start: [2, 0.5], steps: 5 })].at(-1)!);
    expect(x).toEqual(y);
  });

  test("refuses no workers", () => {
    expect(() => localSgd(model, { ...noise, learningRate: 0.1, workers: 0, localSteps: 1 })).toThrow(/workers/);
    expect(() => localSgd(model, { ...noise, learningRate: 0.1, workers: 1, localSteps: 0 })).toThrow(/localSteps/);
  });
});
