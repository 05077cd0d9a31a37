import { describe, expect, test } from "vitest";
import { gradientFlow } from "../../../src/runtime/flow/gradient-flow.js";
import { retraction } from "../../../src/runtime/flow/retraction.js";
import { hyperbola, planeCurveModel } from "./fixtures/plane-curve.js";

const model = planeCurveModel(hyperbola);
const bare = { dimension: 2, gradient: model.gradient.bind(model) };
const tight = { rtol: 1e-14, atol: 1e-14 };

/** Φ of the hyperbola: u² − v² = C is conserved, so U² = (C + √(C² + 4))/2. */
function Phi(u: number, v: number): [number, number] {
  const U = Math.sign(u + v) * Math.exp(Math.asinh((u * u - v * v) / 2) / 2);
  return [U, 1 / U];
}
const distanceToPhi = (x: Float64Array, u: number, v: number): number => {
  const [U, V] = Phi(u, v);
  return Math.hypot(x[0]! - U, x[1]! - V);
};

describe("gradient flow", () => {
  test.each([
    [1.5, 1.2],
    [0.1, -0.05],
    [3, -1],
    [-2, -0.1],
    [1e-3, 1e-3],
    [2, 0.5],
  ])("ends at Φ(%d, %d), with and without retraction", (u, v) => {
    const x0 = Float64Array.of(u, v);
    for (const flowing of [model, bare]) {
      expect(distanceToPhi(gradientFlow(flowing, x0).x, u, v)).toBeLessThan(1e-9);
      expect(distanceToPhi(gradientFlow(flowing, x0, tight).x, u, v)).toBeLessThan(2e-14 * (1 + Math.hypot(u, v)));
    }
    expect([...x0]).toEqual([u, v]);
  });

  test("is accurate where curvatures differ a thousandfold", () => {
    // L = (1000 x² + y²)/2 has the one minimizer 0; there the absolute tolerance counts.
    const stiff = {
      dimension: 2,
      gradient: (x: Float64Array, out: Float64Array) => {
        out[0] = 1000 * x[0]!;
        out[1] = x[1]!;
      },
    };
    const { x } = gradientFlow(stiff, Float64Array.of(1, 1), { rtol: 1e-12, atol: 1e-12 });
    expect(Math.hypot(x[0]!, x[1]!)).toBeLessThan(1e-12);
  });

  test("stays where the gradient is zero", () => {
    expect(gradientFlow(bare, Float64Array.of(1, 1))).toEqual({ x: Float64Array.of(1, 1), time: 0, steps: 0 });
  });

  const line = (slope: (x: number) => number) => ({
    dimension: 1,
    gradient: (x: Float64Array, out: Float64Array) => {
      out[0] = slope(x[0]!);
    },
  });

  test.each([
    ["a loss without a minimizer", (x: number) => -x, "E_DIVERGED"],
    ["a finite escape time", (x: number) => -(x ** 3), "E_DIVERGED"],
    ["a gradient that is NaN at the start", () => NaN, "E_DIVERGED"],
    ["a gradient that is NaN ahead", (x: number) => (x < 0.5 ? NaN : 1), "E_DIVERGED"],
  ])("reports %s", (_, slope, code) => {
    expect(() => gradientFlow(line(slope), Float64Array.of(1), { maxSteps: 2000 })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test("reports a flow that needs more steps than it may take", () => {
    expect(() => gradientFlow(bare, Float64Array.of(3, -1), { maxSteps: 10 })).toThrow(
      expect.objectContaining({ code: "E_NOT_CONVERGED" }),
    );
  });
});

describe("retraction", () => {
  test("reaches Γ in a few steps and is second order along tangents", () => {
    const retract = retraction(model);
    const x = Float64Array.of(2.01, 0.51);
    expect(retract(x)).toBeLessThanOrEqual(4);
    expect(Math.abs(model.loss(x))).toBeLessThan(1e-30);
    // At (1, 1) the tangent is (1, −1)/√2; Φ and the retraction agree to O(h³).
    for (const h of [1e-2, 1e-3]) {
      const y = Float64Array.of(1 + h, 1 - h);
      retract(y);
      expect(distanceToPhi(y, 1 + h, 1 - h)).toBeLessThan(h ** 3);
    }
  });

  test("fails loudly where Γ cannot be reached", () => {
    const retract = retraction(model, { maxIterations: 20 });
    expect(() => retract(Float64Array.of(0, 0))).toThrow(expect.objectContaining({ code: "E_NOT_CONVERGED" }));
    expect(() => retract(Float64Array.of(NaN, 1))).toThrow(expect.objectContaining({ code: "E_NOT_CONVERGED" }));
    const wandering = retraction({
      dimension: 1,
      retractStep: (x, out) => {
        out[0] = -x[0]!;
      },
    });
    expect(() => wandering(Float64Array.of(1))).toThrow(/does not settle/);
  });
});
