import { describe, expect, it } from "vitest";
import golden from "../../../numeric/golden.json" with { type: "json" };
import { create as ellipse } from "../../../../generated/ellipse.sde.js";
import { create as hyperbola } from "../../../../generated/hyperbola.sde.js";
import { quadraticFlow } from "../../../../src/runtime/closed-flow/quadratic-flow.js";
import { fillNormal, gradientFlow, limitingSde, simulate, SimulationError } from "../../../../src/runtime/index.js";

const vector = (...entries: number[]): Float64Array => Float64Array.from(entries);
const flowed = (flow: { flow(x: Float64Array, out: Float64Array): void }, x: Float64Array): Float64Array => {
  const out = new Float64Array(x.length);
  flow.flow(x, out);
  return out;
};
const near = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number): void => {
  Array.from(a).forEach((value, i) => {
    expect(Math.abs(value - b[i]!), `${value} against ${b[i]!}`).toBeLessThanOrEqual(tolerance * (1 + Math.abs(b[i]!)));
  });
};

const HYPERBOLA = quadraticFlow({ ...hyperbola(), pairs: [[0, 1]], decay: vector(0.25, 0.25) });
const ELLIPSE = quadraticFlow({ ...ellipse({ a: 2, b: 1 }), decay: vector(1 / 16, 1) });

const Z = [
  [1, 2, -1],
  [2, -1, 1],
];
const Y = [0.5, 0.75];
/** r_i = Σ_j z_ij (u_j² − v_j²) − y_i, with J⁺ from the normal equations of two residuals. */
const DIAGONAL_NET = quadraticFlow({
  dimension: 6,
  decay: vector(2.5, 2.5, 1, 2.5, 2.5, 1),
  retractStep(x, out) {
    const A = Z.map((z) => [...z, ...z.map((value) => -value)]);
    const J = A.map((row) => row.map((value, a) => 2 * value * x[a]!));
    const r = A.map((row, i) => row.reduce((sum, value, a) => sum + value * x[a]! ** 2, -Y[i]!));
    const G = J.map((row) => J.map((other) => row.reduce((sum, value, a) => sum + value * other[a]!, 0)));
    const determinant = G[0]![0]! * G[1]![1]! - G[0]![1]! * G[1]![0]!;
    const s0 = (G[1]![1]! * r[0]! - G[0]![1]! * r[1]!) / determinant;
    const s1 = (G[0]![0]! * r[1]! - G[1]![0]! * r[0]!) / determinant;
    for (let a = 0; a < 6; a++) out[a] = x[a]! - J[0]![a]! * s0 - J[1]![a]! * s1;
  },
});

describe("Φ for quadratic residuals", () => {
  it("is U, 1/U with U² = (C + √(C² + 4))/2 on the hyperbola", () => {
    for (const [u, v] of [
      [2, 1],
      [0.3, 4],
      [-1, -0.2],
      [1, -0.9],
    ] as const) {
      const C = u * u - v * v;
      const U = Math.sign(u + v) * Math.sqrt((C + Math.sqrt(C * C + 4)) / 2);
      near(flowed(HYPERBOLA, vector(u, v)), [U, 1 / U], 1e-14);
    }
  });

  it("agrees with the integrated flow", () => {
    const models = [
      [HYPERBOLA, hyperbola()],
      [ELLIPSE, ellipse({ a: 2, b: 1 })],
    ] as const;
    for (const [closed, model] of models)
      for (let k = 0; k < 5; k++) {
        const x = new Float64Array(2);
        fillNormal(5, k, 0, x, 2);
        near(flowed(closed, x), gradientFlow(model, x, { rtol: 1e-12, atol: 1e-12 }).x, 1e-9);
      }
  });

  it.each([
    ["hyperbola", HYPERBOLA],
    ["cosh_hyperbola", HYPERBOLA],
    ["ellipse_valley", ELLIPSE],
    ["diagonal_net_n2_d3", DIAGONAL_NET],
  ])("has the reference's values for %s, of Φ and of the label-noise flow", (name, closed) => {
    const loss = golden.losses.find((each) => each.name === name)!;
    for (const { x0, phi } of loss.phi_tests!) near(flowed(closed, Float64Array.from(x0)), phi, 1e-13);
    for (const { x0, c, t, Y } of loss.label_noise_flow_tests ?? []) {
      const out = new Float64Array(x0.length);
      closed.labelNoiseFlow(Float64Array.from(x0), c * t, out);
      near(out, Y, 1e-12);
    }
  });

  it("is itself on Γ, and idempotent", () => {
    const x = flowed(DIAGONAL_NET, vector(1, 0.4, 0.8, 0.3, 0.9, 0.5));
    near(flowed(DIAGONAL_NET, x), x, 1e-15);
  });

  it("says why it fails", () => {
    // From the axis v = −u the flow ends in the saddle at the origin; at the origin there is no direction.
    expect(() => flowed(HYPERBOLA, vector(1, -1))).toThrow(SimulationError);
    expect(() => flowed(ELLIPSE, vector(0, 0))).toThrow("no point of Γ has the conserved quantities");
  });
});

describe("the label-noise flow for quadratic residuals", () => {
  it("keeps C e^{−t} on the hyperbola", () => {
    const out = new Float64Array(2);
    HYPERBOLA.labelNoiseFlow(vector(2, 0.5), 1.3, out);
    expect(out[0]! ** 2 - out[1]! ** 2).toBeCloseTo(3.75 * Math.exp(-1.3), 12);
    expect(out[0]! * out[1]!).toBeCloseTo(1, 14);
  });

  it("agrees with the integrated limit on the ellipse", () => {
    const model = ellipse({ a: 2, b: 1 });
    const start = flowed(ELLIPSE, vector(1, 1));
    const errors = [0.02, 0.01].map((dt) => {
      const process = limitingSde(model, { noise: "labelNoise", dt, seed: 0 });
      const states = [...simulate(process, { start, steps: Math.round(1 / dt), every: 1e6 })];
      const out = new Float64Array(2);
      ELLIPSE.labelNoiseFlow(start, 1, out);
      return Math.abs(states.at(-1)!.x[0]! - out[0]!);
    });
    // Euler's method: the error halves with the step.
    expect(errors[0]).toBeLessThan(0.02);
    expect(errors[0]! / errors[1]!).toBeGreaterThan(1.8);
    expect(errors[0]! / errors[1]!).toBeLessThan(2.2);
  });
});
