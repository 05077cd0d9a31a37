import { describe, expect, test } from "vitest";
import { ensemble } from "../../../src/runtime/ensemble/ensemble.js";
import { SimulationError } from "../../../src/runtime/errors.js";
import { limitingSde } from "../../../src/runtime/processes/limiting-sde.js";
import type { Process } from "../../../src/runtime/processes/process.js";
import { sgd } from "../../../src/runtime/processes/sgd.js";
import { simulate } from "../../../src/runtime/simulate.js";
import { hyperbola, planeCurveModel } from "./fixtures/plane-curve.js";

const model = planeCurveModel(hyperbola);
const process = limitingSde(model, { noise: "isotropic", dt: 0.01, seed: 1 });
const start = [2, 0.5];
const observe = { u: (x: Float64Array) => x[0]!, v: (x: Float64Array) => x[1]! };
const unstable = sgd(model, { noise: "isotropic", learningRate: 1, seed: 1 });

function thrownBy(run: () => unknown): SimulationError {
  try {
    run();
  } catch (error) {
    if (error instanceof SimulationError) return error;
  }
  throw new Error("no SimulationError");
}

describe("simulate", () => {
  test("yields the first state, every so many, and the last", () => {
    const states = [...simulate(process, { start, steps: 10, every: 4 })].map(({ step, time }) => [step, time]);
    expect(states).toEqual([
      [0, 0],
      [4, 0.04],
      [8, 0.08],
      [10, 0.1],
    ]);
  });

  test("continues a path from a kept state to the same bits", () => {
    const whole = [...simulate(process, { start, steps: 30, path: 2, every: 30 })].at(-1)!.x;
    const half = [...simulate(process, { start, steps: 11, path: 2 })].at(-1)!.x;
    const rest = [...simulate(process, { start: half, steps: 19, path: 2, firstStep: 11 })].at(-1)!;
    expect(rest.x).toEqual(whole);
    expect(rest.step).toBe(30);
  });

  test("leaves the start as it is", () => {
    const x = Float64Array.from(start);
    for (const state of simulate(process, { start: x, steps: 3 })) expect(state.x).not.toBe(x);
    expect([...x]).toEqual(start);
  });

  test("names path, step and cause of a divergence", () => {
    const error = thrownBy(() => [...simulate(unstable, { start, steps: 1000, path: 6, every: 1000 })]);
    expect(error.code).toBe("E_DIVERGED");
    expect(error.details).toMatchObject({ path: 6, cause: expect.stringContaining("η·λ₁(∇²L) =") });
    expect(error.message).toMatch(/^path 6, step \d+: the state is no longer finite: η·λ₁\(∇²L\) = [\d.e+]+ ≥ 2/);
    const step = Number(error.details.step);
    const before = [...simulate(unstable, { start, steps: step, path: 6 })].at(-1)!;
    expect([...before.x].every(Number.isFinite)).toBe(true);
  });

  test("locates what a step throws, and lets other errors through", () => {
    const failing = (error: Error): Process => ({
      dimension: 1,
      timeAt: (k) => k,
      step(_x, _path, k) {
        if (k === 5) throw error;
      },
    });
    const located = thrownBy(() => [
      ...simulate(failing(new SimulationError("E_RANK_CHANGE", "lost")), { start: [0], steps: 9 }),
    ]);
    expect(located).toMatchObject({
      code: "E_RANK_CHANGE",
      message: "path 0, step 5: lost",
      details: { step: 5, time: 5 },
    });
    expect(() => [...simulate(failing(new TypeError("bug")), { start: [0], steps: 9 })]).toThrow(TypeError);
  });

  test("a divergence without a known cause is still named", () => {
    const bare: Process = { dimension: 1, timeAt: (k) => k, step: (x, _path, k) => void (x[0] = k < 3 ? 1 : 1 / 0) };
    expect(thrownBy(() => [...simulate(bare, { start: [0], steps: 9 })]).message).toBe(
      "path 0, step 3: the state is no longer finite",
    );
  });

  test.each([0, 1, 14, 15, 16, 17, 40])(
    "a divergence is seen at its step, here %i, before what a later step says",
    (at) => {
      const doomed: Process = {
        dimension: 1,
        timeAt: (k) => k,
        step(x, _path, k) {
          if (!Number.isFinite(x[0]!)) throw new SimulationError("E_NOT_CONVERGED", "no way back");
          x[0] = k === at ? NaN : x[0]! + 1;
        },
      };
      expect(thrownBy(() => [...simulate(doomed, { start: [0], steps: 99, every: 99 })])).toMatchObject({
        code: "E_DIVERGED",
        message: `path 0, step ${at}: the state is no longer finite`,
      });
    },
  );

  test("refuses options out of range", () => {
    expect(() => [...simulate(process, { start: [1], steps: 1 })]).toThrow(/start must have length 2/);
    expect(() => [...simulate(process, { start, steps: -1 })]).toThrow(/steps/);
    expect(() => [...simulate(process, { start, steps: 1, every: 0 })]).toThrow(/every/);
    expect(() => [...simulate(process, { start, steps: 1, path: 2 ** 32 })]).toThrow(/path/);
  });
});

describe("ensemble", () => {
  test("gives the same bits however it is divided, and the last states of simulate", async () => {
    const whole = await ensemble(process, { start, steps: 20, paths: 10, observe });
    const first = await ensemble(process, { start, steps: 20, paths: 4, observe });
    const second = await ensemble(process, { start, steps: 20, paths: 6, firstPath: 4, observe });
    expect([...whole.u.samples]).toEqual([...first.u.samples, ...second.u.samples]);
    expect(whole.v.samples[7]).toBe([...simulate(process, { start, steps: 20, path: 7 })].at(-1)!.x[1]);
    expect(whole.u.mean).toBeCloseTo(whole.u.samples.reduce((sum, x) => sum + x) / 10, 14);
    expect(whole.u.standardError).toBeCloseTo(Math.sqrt(whole.u.variance / 10), 14);
  });

  test("starts each path where it is told", async () => {
    const begun = await ensemble(process, { start: (path) => [path + 1, 1 / (path + 1)], steps: 0, paths: 3, observe });
    expect([...begun.u.samples]).toEqual([1, 2, 3]);
  });

  test("reports progress and can be cancelled, also within one long path", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const running = ensemble(process, {
      start,
      steps: 1e9,
      paths: 2,
      observe,
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        seen.push(done, total);
        controller.abort();
      },
    });
    await expect(running).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(seen).toEqual([0, 2]);
  });

  test("tells the end of its progress", async () => {
    const seen: unknown[] = [];
    await ensemble(process, { start, steps: 1, paths: 3, observe, onProgress: (progress) => void seen.push(progress) });
    expect(seen.at(-1)).toEqual({ done: 3, total: 3 });
  });

  test("fails with the path that failed", async () => {
    await expect(ensemble(unstable, { start, steps: 1000, paths: 5, firstPath: 40, observe })).rejects.toMatchObject({
      code: "E_DIVERGED",
      details: { path: 40 },
    });
    const bad = { logV: (x: Float64Array) => Math.log(-x[1]!) };
    await expect(ensemble(process, { start, steps: 2, paths: 5, observe: bad })).rejects.toMatchObject({
      code: "E_NON_FINITE_OBSERVABLE",
      details: { name: "logV", path: 0 },
    });
  });

  test("refuses an empty ensemble", async () => {
    await expect(ensemble(process, { start, steps: 1, paths: 0, observe })).rejects.toThrow(RangeError);
  });
});
