/** SGD with momentum. */
import { describe, expect, test } from "vitest";
import { heavyBall, sgd, simulate } from "../../../../src/runtime/index.js";
import { close, model, noise, stochastic } from "../fixtures/noisy-hyperbola.js";

describe("heavy ball", () => {
  test("averaged: m ← βm + (1 − β)g, x ← x − ηm on the clock η²", () => {
    const process = heavyBall(model, { ...noise, learningRate: 0.1, momentum: 0.8 });
    const state = Float64Array.of(1.5, 0.9, 0.3, -0.2);
    process.step(state, 3, 7);
    const g = stochastic([1.5, 0.9], 3, 7);
    const m = [0.8 * 0.3 + 0.2 * g[0], -0.8 * 0.2 + 0.2 * g[1]] as const;
    expect([...state]).toEqual(close([1.5 - 0.1 * m[0], 0.9 - 0.1 * m[1], ...m]));
    expect(process.timeAt(5)).toBeCloseTo(0.05, 16);
  });

  test("plain with γ = η(1 − β) is the averaged form, on the same clock", () => {
    const averaged = heavyBall(model, { ...noise, learningRate: 0.1, momentum: 0.8 });
    const plain = heavyBall(model, { ...noise, learningRate: 0.02, momentum: 0.8, form: "plain" });
    const ends = [averaged, plain].map((process) => [...simulate(process, { start: [2, 0.5], steps: 20 })].at(-1)!);
    expect([...ends[1]!.x.subarray(0, 2)]).toEqual(close([...ends[0]!.x.subarray(0, 2)]));
    expect(ends[1]!.time).toBeCloseTo(ends[0]!.time, 14);
  });

  test("without momentum is SGD", () => {
    const ball = heavyBall(model, { ...noise, learningRate: 0.1, momentum: 0 });
    const [x, y] = [Float64Array.of(1.5, 0.9), ball.initial!([1.5, 0.9])];
    sgd(model, { ...noise, learningRate: 0.1 }).step(x, 0, 0);
    ball.step(y, 0, 0);
    expect([...y.subarray(0, 2)]).toEqual([...x]);
  });

  test("takes schedules of both numbers", () => {
    const process = heavyBall(model, {
      ...{ ...noise, form: "plain" },
      learningRate: (k) => 0.1 / (k + 1),
      momentum: (k) => (k === 0 ? 0 : 0.5),
    });
    expect(process.timeAt(2)).toBeCloseTo(0.1 ** 2 + 0.1 ** 2, 15);
    const bad = heavyBall(model, { ...noise, learningRate: 0.1, momentum: (k) => k });
    expect(() => [...simulate(bad, { start: [2, 0.5], steps: 2 })]).toThrow(/momentum must be in \[0, 1\), not 1/);
    expect(() => heavyBall(model, { ...noise, learningRate: 0.1, momentum: 1 })).toThrow(/momentum/);
  });

  test("is explained by its own bound ηλ₁ ≥ 2(1 + β)/(1 − β)", () => {
    const process = heavyBall(model, { ...noise, learningRate: 2, momentum: 0.5 });
    expect(process.explain!(Float64Array.of(2, 0.5, 0, 0), 0)).toMatch(/= 8\.500 ≥ 6\.000/);
    expect(process.explain!(Float64Array.of(1, 1, 0, 0), 0)).toBeUndefined();
  });
});
