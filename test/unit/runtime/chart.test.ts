/** Γ of dimension 1 in arc length: curves of known length, laws of known density, a motion that has none. */
import { describe, expect, test } from "vitest";
import { chart, limits, noiseCovariance, slowSystem } from "../../../src/runtime/index.js";
import { create as createEllipse } from "../../../generated/ellipse.sde.js";
import { create as createFlatValley } from "../../../generated/flat-valley.sde.js";
import { create as createHyperbola } from "../../../generated/hyperbola.sde.js";
import { create as createMatrix } from "../../../generated/matrix-factorization.sde.js";
import { create as createMotor } from "../../../generated/motor.sde.js";

describe("ellipse with semi-axes 2 and 1", () => {
  const model = createEllipse({ a: 2, b: 1 });
  const curve = chart(model, [2.1, 0.1], { length: 12 });

  test("closes after its circumference, 8 E(3/4)", () => {
    expect(curve.closed).toBe(true);
    expect(curve.from).toBe(0);
    expect(Math.abs(curve.to - 9.688448220547675)).toBeLessThan(1e-10);
    for (const l of [0, 1.3, 4, 9.6]) {
      const x = curve.at(l);
      expect(Math.abs((x[0]! / 2) ** 2 + x[1]! ** 2 - 1)).toBeLessThan(1e-12);
      expect(Math.hypot(...curve.at(l + curve.to).map((value, a) => value - x[a]!))).toBeLessThan(1e-9);
      const ahead = curve.at(l + 1e-5);
      const behind = curve.at(l - 1e-5);
      curve.tangent(l).forEach((u, a) => expect(Math.abs((ahead[a]! - behind[a]!) / 2e-5 - u)).toBeLessThan(1e-9));
    }
  });

  test("Σ = I: uniform in the eccentric angle, |H|₊^{−1/2} in arc length", () => {
    const motion = curve.motion(slowSystem(limits.isotropic, model, {}));
    expect(motion.deterministic).toBe(false);
    expect(Math.abs(motion.circulation)).toBeLessThan(1e-8);
    for (const l of [0.5, 3, 7]) {
      const [x, y] = curve.at(l) as unknown as [number, number];
      const speed = Math.hypot(2 * y, x / 2);
      expect(Math.abs(motion.density!(l) * 2 * Math.PI * speed - 1)).toBeLessThan(1e-8);
      expect(motion.b(l)).toBeCloseTo(1, 12);
    }
  });

  test("label noise: l' = a(l) descends ¼ tr H, which is its potential", () => {
    const motion = curve.motion(slowSystem(limits.labelNoise, model, {}));
    const quarter = (l: number): number => limits.labelNoise.potential!.value(model, curve.at(l), 1, {});
    expect(motion.deterministic).toBe(true);
    expect(motion.density).toBeUndefined();
    for (const l of [1, 5]) expect(motion.potential!(l)).toBeCloseTo(quarter(l) - quarter(0), 9);
  });

  test("a noise that drives it round has no potential", () => {
    const motion = curve.motion(slowSystem(limits.declared, model, { Sigma: noiseCovariance(model.noises.declared!) }));
    expect(Math.abs(motion.circulation)).toBeGreaterThan(0.1);
    expect(motion.potential).toBeUndefined();
    expect(motion.density).toBeUndefined();
  });
});

test("hyperbola: arc length both ways, e^{−V} ∝ |H|₊^{−1/2}, and u² − v² decays under label noise", () => {
  const model = createHyperbola();
  const curve = chart(model, [1, 1], { length: 3 });
  expect([curve.closed, curve.from, curve.to]).toEqual([false, -3, 3]);
  const motion = curve.motion(slowSystem(limits.isotropic, model, {}));
  const labelNoise = curve.motion(slowSystem(limits.labelNoise, model, {}));
  for (const l of [-3, -1.1, 0.4, 2.9]) {
    const x = curve.at(l);
    const trace = x[0]! ** 2 + x[1]! ** 2;
    expect(Math.abs(x[0]! * x[1]! - 1)).toBeLessThan(1e-12);
    expect(Math.exp(-motion.potential!(l)) / Math.sqrt(2 / trace)).toBeCloseTo(1, 9);
    // (u² − v²)' = −(u² − v²)
    const [du, dv] = curve.tangent(l) as unknown as [number, number];
    const slope = 2 * (x[0]! * du - x[1]! * dv);
    expect(slope * labelNoise.a(l)).toBeCloseTo(-(x[0]! ** 2 - x[1]! ** 2), 10);
  }
  // x = (e^s, e^−s): dl = √(2 cosh 2s) ds, here by the trapezoidal rule.
  const s = Math.log(curve.at(2)[0]!);
  const n = 4000;
  let length = 0;
  for (let k = 0; k <= n; k++)
    length += (k === 0 || k === n ? 0.5 : 1) * Math.sqrt(2 * Math.cosh((2 * s * k) / n)) * (Math.abs(s) / n);
  expect(length).toBeCloseTo(2, 6);
  expect(() => curve.at(3.1)).toThrow(RangeError);
});

test("flat valley: the constant drift −1/8 and unit noise", () => {
  const model = createFlatValley();
  const motion = chart(model, [0, 0], { length: 4 }).motion(slowSystem(limits.isotropic, model, {}));
  const sign = Math.sign(motion.a(0));
  for (const l of [-4, -1, 2.5]) {
    expect(motion.a(l)).toBeCloseTo(sign / 8, 12);
    expect(motion.potential!(l)).toBeCloseTo((-sign * l) / 4, 10);
  }
});

test("motor: constant drift round the circle, a limit cycle of period 2π without density", () => {
  const model = createMotor();
  const curve = chart(model, [1, 0, 0, 0, 0]);
  expect(curve.to).toBeCloseTo(2 * Math.PI, 10);
  const motion = curve.motion(slowSystem(limits.declared, model, { Sigma: noiseCovariance(model.noises.declared!) }));
  expect(motion.deterministic).toBe(true);
  for (const l of [0, 2, 5]) expect(Math.abs(motion.a(l))).toBeCloseTo(1, 10);
  expect(Math.abs(motion.circulation)).toBeCloseTo(2 * Math.PI, 9);
  expect(motion.period).toBeCloseTo(2 * Math.PI, 9);
  expect([motion.potential, motion.density]).toEqual([undefined, undefined]);
});

test("refuses a Γ of another dimension", () => {
  const model = createMatrix();
  expect(() => chart(model, new Float64Array(8).fill(1))).toThrow(RangeError);
});
