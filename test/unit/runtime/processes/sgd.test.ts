import { describe, expect, test } from "vitest";
import { fillNormal } from "../../../../src/runtime/random/normal.js";
import { flowNoise, type FlowNoiseOptions } from "../../../../src/runtime/processes/flow-noise.js";
import { limitingSde } from "../../../../src/runtime/processes/limiting-sde.js";
import { sgd } from "../../../../src/runtime/processes/sgd.js";
import { fillRademacher } from "../../../../src/runtime/random/uniform.js";
import { hyperbola, planeCurveModel } from "../fixtures/plane-curve.js";

const model = planeCurveModel(hyperbola);
const close = (values: readonly number[]): unknown[] => values.map((value) => expect.closeTo(value, 14));

describe("sgd", () => {
  test("is x − η∇L + η s σ(x) ξ on the clock η²", () => {
    const process = sgd(model, { noise: "declared", learningRate: 0.1, seed: 5, scale: 2 });
    const x = Float64Array.of(1.5, 0.9);
    process.step(x, 3, 7);
    const xi = new Float64Array(2);
    fillNormal(5, 3, 7, xi, 2);
    const r = 1.5 * 0.9 - 1;
    expect([...x]).toEqual(
      close([
        1.5 - 0.1 * r * 0.9 + 0.2 * (xi[0]! + 0.45 * xi[1]!),
        0.9 - 0.1 * r * 1.5 + 0.2 * (0.5 * xi[0]! + 0.72 * xi[1]!),
      ]),
    );
    expect(process.timeAt(7)).toBeCloseTo(0.07, 16);
  });

  test("takes Rademacher label noise", () => {
    const x = Float64Array.of(2, 0.5);
    sgd(model, { noise: "labelNoise", learningRate: 0.1, seed: 1, law: "rademacher", scale: 0.5 }).step(x, 0, 0);
    const sign = new Float64Array(1);
    fillRademacher(1, 0, 0, sign, 1);
    expect([...x]).toEqual(close([2 + 0.05 * 0.5 * sign[0]!, 0.5 + 0.05 * 2 * sign[0]!]));
  });

  test("explains instability by η·λ₁ ≥ 2, and only that", () => {
    const process = sgd(model, { noise: "isotropic", learningRate: 0.5, seed: 1 });
    expect(process.explain?.(Float64Array.of(2, 0.5), 0)).toMatch(/η·λ₁\(∇²L\) = 2\.125 ≥ 2 with η = 0\.5/);
    expect(process.explain?.(Float64Array.of(1, 1), 0)).toBeUndefined();
    expect(process.explain?.(Float64Array.of(1e200, 1e200), 0)).toBeUndefined();
  });
});

describe("limiting SDE", () => {
  test("stays on Γ", () => {
    const process = limitingSde(model, { noise: "isotropic", dt: 0.01, seed: 1 });
    const x = Float64Array.of(2, 0.5);
    for (let k = 0; k < 1000; k++) {
      process.step(x, 0, k);
      expect(Math.abs(x[0]! * x[1]! - 1)).toBeLessThan(1e-11);
    }
  });

  test("scaling the noise by s is a change of time by s²", () => {
    const fast = limitingSde(model, { noise: "declared", dt: 0.01, seed: 1, scale: 0.5 });
    const slow = limitingSde(model, { noise: "declared", dt: 0.0025, seed: 1 });
    const x = Float64Array.of(2, 0.5);
    const y = x.slice();
    fast.step(x, 0, 0);
    slow.step(y, 0, 0);
    expect([...x]).toEqual(close([...y]));
  });

  test("for label noise follows u² − v² = C₀ e^{−ct} with c = s²", () => {
    const process = limitingSde(model, { noise: "labelNoise", dt: 1e-3, seed: 1, scale: Math.sqrt(0.5) });
    const x = Float64Array.of(2, 0.5);
    for (let k = 0; k < 1000; k++) process.step(x, 0, k);
    expect(x[0]! ** 2 - x[1]! ** 2).toBeCloseTo(3.75 * Math.exp(-0.5), 3);
  });
});

test("flow noise is Φ(x + √dt s σ(x) ξ)", () => {
  const x = Float64Array.of(2, 0.5);
  flowNoise(model, { noise: "isotropic", dt: 0.01, seed: 2, scale: 3 }).step(x, 1, 4);
  const xi = new Float64Array(2);
  fillNormal(2, 1, 4, xi, 2);
  const C = (2 + 0.3 * xi[0]!) ** 2 - (0.5 + 0.3 * xi[1]!) ** 2;
  const U = Math.exp(Math.asinh(C / 2) / 2);
  expect(Math.hypot(x[0]! - U, x[1]! - 1 / U)).toBeLessThan(1e-9);
});

test("flow noise takes Φ from a model that has it in closed form, unless told how to integrate", () => {
  let calls = 0;
  const closed = {
    ...model,
    flow(x: Float64Array, out: Float64Array) {
      calls++;
      out.set([x[0]!, 1 / x[0]!]);
    },
  };
  const step = (options: Partial<FlowNoiseOptions>): Float64Array => {
    const x = Float64Array.of(2, 0.5);
    flowNoise(closed, { noise: "isotropic", dt: 0.01, seed: 2, ...options }).step(x, 1, 4);
    return x;
  };
  const xi = new Float64Array(2);
  fillNormal(2, 1, 4, xi, 2);
  const u = 2 + 0.1 * xi[0]!;
  expect([...step({})]).toEqual(close([u, 1 / u]));
  expect(calls).toBe(1);
  step({ flow: {} });
  expect(calls).toBe(1);
});

test("options out of range are refused", () => {
  const { declared: _, ...noises } = model.noises;
  const plain = { ...model, noises };
  expect(() => sgd(plain, { noise: "declared", learningRate: 0.1, seed: 1 })).toThrow(/no declared noise/);
  expect(() => sgd(model, { noise: "isotropic", learningRate: 0, seed: 1 })).toThrow(/learningRate/);
  expect(() => sgd(model, { noise: "isotropic", learningRate: 0.1, seed: -1 })).toThrow(/seed/);
  expect(() => sgd(model, { noise: "isotropic", learningRate: 0.1, seed: 1, scale: NaN })).toThrow(/scale/);
  expect(() => limitingSde(model, { noise: "isotropic", dt: -1, seed: 1 })).toThrow(/dt/);
  expect(() => flowNoise(model, { noise: "isotropic", dt: 0.1, seed: 1.5 })).toThrow(RangeError);
});
