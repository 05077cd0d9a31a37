/** Limits as processes: flows and SDEs from coefficients at a point. */
import { describe, expect, test } from "vitest";
import {
  fillNormal,
  limitingFlow,
  limitingSde,
  limits,
  type Process,
  SimulationError,
  slowSde,
  slowSystem,
  simulate,
} from "../../../../src/runtime/index.js";
import { close, model } from "../fixtures/noisy-hyperbola.js";
import { quadrics } from "../fixtures/quadrics.js";

describe("limits as processes", () => {
  const start = Float64Array.of(0.8, 0.6, -0.2, 0.5);
  const labelNoise = slowSystem(limits.labelNoise, quadrics, { c: 1 });
  labelNoise.retract!(start);
  const end = (process: Process, steps: number) => [...simulate(process, { start, steps, every: steps })].at(-1)!;

  test("the flow does not depend on dt, follows Euler's method and stays on Γ", () => {
    const coarse = end(limitingFlow(labelNoise, { dt: 0.5 }), 1);
    const fine = end(limitingFlow(labelNoise, { dt: 0.01 }), 50);
    fine.x.forEach((value, a) => {
      expect(value).toBeCloseTo(coarse.x[a]!, 8);
    });
    const euler = end(limitingSde(quadrics, { noise: "labelNoise", dt: 1e-3, seed: 1 }), 500);
    euler.x.forEach((value, a) => {
      expect(value).toBeCloseTo(coarse.x[a]!, 3);
    });
    expect(quadrics.loss(coarse.x)).toBeLessThan(1e-25);
    expect(fine.time).toBeCloseTo(0.5, 14);
  });

  test("the flow is exact to its tolerance: u² − v² = C₀ e^{−t} for label noise on the hyperbola", () => {
    const process = limitingFlow(slowSystem(limits.labelNoise, model, {}), { dt: 2 });
    const x = Float64Array.of(2, 0.5);
    process.step(x, 0, 0);
    expect(x[0]! ** 2 - x[1]! ** 2).toBeCloseTo(3.75 * Math.exp(-2), 9);
  });

  test("slowSde takes the steps of limitingSde where P σ σᵀ P has rank one and the same noise", () => {
    // On a plane curve the square root of PP is P itself.
    const slow = slowSde(slowSystem(limits.isotropic, model, {}), { dt: 0.01, seed: 3 });
    const x = Float64Array.of(2, 0.5);
    const y = x.slice();
    slow.step(x, 1, 2);
    limitingSde(model, { noise: "isotropic", dt: 0.01, seed: 3 }).step(y, 1, 2);
    expect([...x]).toEqual(close([...y]));
  });

  test("slowSde takes the symmetric root of a diffusion that is given as a matrix", () => {
    const A = Float64Array.of(2, 1, 1, 2);
    const drift = Float64Array.of(3, -1);
    const system = { dimension: 2, noisy: 2, coefficients: () => ({ drift, diffusion: A }), drift: () => undefined };
    const x = Float64Array.of(0.5, 0.25);
    slowSde(system, { dt: 0.01, seed: 3 }).step(x, 1, 2);
    const xi = new Float64Array(2);
    fillNormal(3, 1, 2, xi, 2);
    // Eigenvalues 3 along (1, 1) and 1 along (1, −1).
    const [even, odd] = [(Math.sqrt(3) * (xi[0]! + xi[1]!)) / 2, (xi[0]! - xi[1]!) / 2];
    expect([...x]).toEqual(close([0.5 + 0.03 + 0.1 * (even + odd), 0.25 - 0.01 + 0.1 * (even - odd)]));
  });

  test("without noise slowSde is Euler's method", () => {
    const x = start.slice();
    const y = start.slice();
    slowSde(labelNoise, { dt: 0.01, seed: 3 }).step(x, 1, 2);
    limitingSde(quadrics, { noise: "labelNoise", dt: 0.01, seed: 3 }).step(y, 1, 2);
    expect([...x]).toEqual(close([...y]));
  });

  test("a flow that ends names where and when", () => {
    // x' = −1/x from 1 meets the end of its domain at t = 1/2.
    const ending = {
      dimension: 1,
      drift(x: Float64Array, out: Float64Array) {
        if (!(x[0]! > 1e-3)) throw new SimulationError("E_ASSUMPTION", `x = ${x[0]!} is not positive`, { x: x[0]! });
        out[0] = -1 / x[0]!;
      },
    };
    const path = () => [...simulate(limitingFlow(ending, { dt: 0.2 }), { start: [1], steps: 5 })];
    expect(path).toThrow(
      expect.objectContaining({ code: "E_ASSUMPTION", details: expect.objectContaining({ step: 2, time: 0.4 }) }),
    );
    expect(() => limitingFlow(ending, { dt: 0.4, maxSubsteps: 3 }).step(Float64Array.of(1), 0, 0)).toThrow(
      /needs more than 3 steps per dt/,
    );
  });
});
