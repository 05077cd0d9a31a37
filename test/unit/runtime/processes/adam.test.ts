/** Adam and RMSprop. */
import { describe, expect, test } from "vitest";
import { adam, type Process, rmsprop, simulate } from "../../../../src/runtime/index.js";
import { close, model, noise, stochastic } from "../fixtures/noisy-hyperbola.js";

describe("Adam", () => {
  const options = { ...noise, learningRate: 0.1, secondMomentRate: 2, momentum: 0.9 } as const;

  test("is m, v and x in turn, with 1 − β₂ = c_v η²", () => {
    const process = adam(model, { ...options, exponent: 0.4, epsilon: 0.01 });
    const state = Float64Array.of(1.5, 0.9, 4, 5, 0.3, -0.2);
    process.step(state, 1, 6);
    const g = stochastic([1.5, 0.9], 1, 6);
    const v = [0.98 * 4 + 0.02 * g[0] ** 2, 0.98 * 5 + 0.02 * g[1] ** 2] as const;
    const m = [0.27 + 0.1 * g[0], -0.18 + 0.1 * g[1]] as const;
    const moved = [1.5 - (0.1 * m[0]) / (v[0] ** 0.4 + 0.01), 0.9 - (0.1 * m[1]) / (v[1] ** 0.4 + 0.01)];
    expect([...state]).toEqual(close([...moved, ...v, ...m]));
  });

  test("with bias correction makes first steps of length η, from v = 0", () => {
    const process = adam(model, { ...options, biasCorrection: true });
    const state = process.initial!([1.5, 0.9]);
    const g = stochastic([1.5, 0.9], 0, 0);
    process.step(state, 0, 0);
    expect([...state.subarray(0, 2)]).toEqual(close([1.5 - 0.1 * Math.sign(g[0]), 0.9 - 0.1 * Math.sign(g[1])]));
  });

  test("corrects by the product of all β₂ of a schedule", () => {
    const rate = (k: number) => 0.1 / (1 + k);
    const process = adam(model, { ...options, learningRate: rate, momentum: 0, biasCorrection: true });
    const state = process.initial!([1.5, 0.9]);
    process.step(state, 0, 0);
    const before = state.slice();
    process.step(state, 0, 1);
    const kept = (1 - 2 * rate(0) ** 2) * (1 - 2 * rate(1) ** 2);
    const g = stochastic([before[0]!, before[1]!], 0, 1);
    for (const a of [0, 1])
      expect(state[a]).toBeCloseTo(before[a]! - (rate(1) * g[a]!) / Math.sqrt(state[2 + a]! / (1 - kept)), 12);
  });

  test("RMSprop is Adam without a first moment", () => {
    const { momentum: _, ...rest } = options;
    const run = (process: Process) => [...simulate(process, { start: [2, 0.5], steps: 9 })].at(-1)!.x;
    const given = { ...rest, secondMoment: [1, 2] };
    expect(run(rmsprop(model, given))).toEqual(run(adam(model, { ...given, momentum: 0 })));
    expect([...rmsprop(model, given).initial!([2, 0.5])]).toEqual([2, 0.5, 1, 2, 0, 0]);
  });

  test("explains a start at v = 0 that nothing corrects, and steps that are too long", () => {
    const process = adam(model, { ...options, learningRate: 0.5 });
    expect(process.explain!(process.initial!([2, 0.5]), 0)).toMatch(/is Infinity where v_0 = 0/);
    expect(process.explain!(Float64Array.of(20, 0.05, 1e-4, 1e-4, 0, 0), 9)).toMatch(/η·λ₁\(S∇²L\).*≥ 38\.00/);
    expect(process.explain!(Float64Array.of(2, 0.5, 1, 1, 0, 0), 9)).toBeUndefined();
  });

  test("refuses options out of range", () => {
    expect(() => adam(model, { ...options, secondMomentRate: 100 })).toThrow(/1 − β₂ must be below 1, not 1/);
    expect(() => adam(model, { ...options, momentum: 1 })).toThrow(/momentum/);
    expect(() => adam(model, { ...options, secondMoment: [1] })).toThrow(/secondMoment must have length 2/);
    expect(() => adam(model, { ...options, secondMomentRate: 0 })).toThrow(/secondMomentRate/);
  });
});
