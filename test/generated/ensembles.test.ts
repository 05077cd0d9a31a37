/** The checked-in simulators, run: SGD ensembles against their limits and against exact laws, with honest error bars. */
import { describe, expect, it } from "vitest";
import { ensemble, gradientFlow, ksTest2, limitingSde, retraction, sampleCovariance, sampleSgd, sgd, simulate } from "../../src/runtime/index.js";
import { create as createHyperbola } from "../../generated/hyperbola.sde.js";
import { create as createFlatValley } from "../../generated/flat-valley.sde.js";
import { create as createMotor } from "../../generated/motor.sde.js";
import { create as createMotor5 } from "../../generated/motor-5.sde.js";
import { create as createTanhNet } from "../../generated/tanh-net.sde.js";
import { create as createEllipse } from "../../generated/ellipse.sde.js";

/** Position along uv = 1: u = e^s, and Phi keeps u² - v², so s of Phi(x) is asinh((u² - v²)/2)/2. */
const position = { s: (x: Float64Array): number => Math.asinh((x[0]! ** 2 - x[1]! ** 2) / 2) / 2 };

describe("hyperbola", () => {
  const model = createHyperbola();
  const start = [Math.exp(0.7), Math.exp(-0.7)];

  it("SGD with Σ = I follows the limiting SDE; ¼ and not ½", async () => {
    const [eta, paths] = [0.05, 20_000];
    const discrete = await ensemble(sgd(model, { noise: "isotropic", learningRate: eta, seed: 1 }), {
      start, steps: Math.round(1 / eta ** 2), paths, observe: position,
    });
    const limit = await ensemble(limitingSde(model, { noise: "isotropic", dt: 0.01, seed: 2 }), {
      start, steps: 100, paths, observe: position,
    });
    const error = Math.hypot(discrete.s.standardError, limit.s.standardError);
    // First-order bias of SGD at this learning rate: -0.0084 (4e5 paths elsewhere).
    expect(Math.abs(discrete.s.mean + 0.0084 - limit.s.mean)).toBeLessThan(4 * error);
    // The SDE itself: 0.5354 with coefficient 1/4; 0.4562 with 1/2.
    expect(Math.abs(limit.s.mean - 0.5354)).toBeLessThan(4 * limit.s.standardError);
    expect(ksTest2(discrete.s.samples, limit.s.samples).statistic).toBeLessThan(0.03);
  });

  it("label noise: u² − v² decays as exp(−ct), in the limit exactly and for SGD up to O(η)", async () => {
    const conserved = { C: (x: Float64Array): number => x[0]! ** 2 - x[1]! ** 2 };
    const [c, T] = [0.25, 1];
    const C0 = start[0]! ** 2 - start[1]! ** 2;
    const expected = C0 * Math.exp(-c * T);
    const options = { noise: "labelNoise", scale: Math.sqrt(c) } as const;
    const limit = await ensemble(limitingSde(model, { ...options, dt: 1e-4, seed: 0 }), {
      start, steps: 1e4, paths: 1, observe: conserved,
    });
    expect(Math.abs(limit.C.mean / expected - 1)).toBeLessThan(1e-4);
    const bias = async (eta: number): Promise<{ value: number; error: number }> => {
      const process = sgd(model, { ...options, learningRate: eta, seed: 3, law: "rademacher" });
      const { C } = await ensemble(process, { start, steps: Math.round(T / eta ** 2), paths: 4000, observe: conserved });
      return { value: C.mean / expected - 1, error: C.standardError / expected };
    };
    const [coarse, fine] = [await bias(0.1), await bias(0.05)];
    // First order in η: the bias halves, and 2·fine − coarse is 0.
    expect(Math.abs(fine.value)).toBeLessThan(Math.abs(coarse.value));
    expect(Math.abs(2 * fine.value - coarse.value)).toBeLessThan(4 * Math.hypot(2 * fine.error, coarse.error) + 0.1 ** 2);
  });

  it("gradient flow keeps u² − v² and ends on Γ", () => {
    const x0 = Float64Array.of(1.7, 0.2);
    const { x } = gradientFlow(model, x0);
    const C = x0[0]! ** 2 - x0[1]! ** 2;
    const U = Math.sqrt((C + Math.sqrt(C * C + 4)) / 2);
    expect(x[0]).toBeCloseTo(U, 9);
    expect(x[1]).toBeCloseTo(1 / U, 9);
  });

  it("gives the same path for the same seed, and another for another", () => {
    const last = (seed: number): number[] => {
      const process = limitingSde(model, { noise: "isotropic", dt: 0.01, seed });
      return [...simulate(process, { start, steps: 50, every: 50 })].map(({ x }) => x[0]!);
    };
    expect(last(5)).toEqual(last(5));
    expect(last(5)).not.toEqual(last(6));
  });
});

it("flat valley: the limit at T = 1 is N(−1/8, 1)", async () => {
  const process = limitingSde(createFlatValley(), { noise: "isotropic", dt: 0.05, seed: 4 });
  const { x } = await ensemble(process, { start: [0, 0], steps: 20, paths: 40_000, observe: { x: (at) => at[0]! } });
  expect(Math.abs(x.mean + 1 / 8)).toBeLessThan(4 * x.standardError);
  expect(Math.abs(x.variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 40_000));
});

it.each([
  [3, createMotor()],
  [5, createMotor5()],
])("motor with %i phases: the circle turns at speed 1", (phases, model) => {
  const process = limitingSde(model, { noise: "declared", dt: 1e-4, seed: 5 });
  const start = [Math.cos(0.4), Math.sin(0.4), ...new Array<number>(phases).fill(0)];
  const states = [...simulate(process, { start, steps: 10_000, every: 10_000 })];
  const end = states.at(-1)!.x;
  expect(Math.atan2(end[1]!, end[0]!)).toBeCloseTo(1.4, 3);
});

it("ellipse: all four terms, against the reference moments at T = 0.3", async () => {
  const process = limitingSde(createEllipse({ a: 2, b: 1 }), { noise: "declared", dt: 0.003, seed: 6 });
  const start = [2 * Math.cos(0.7), Math.sin(0.7)];
  const observe = { cos: (x: Float64Array): number => x[0]! / 2, sin: (x: Float64Array): number => x[1]! };
  const { cos, sin } = await ensemble(process, { start, steps: 100, paths: 40_000, observe });
  // Reference: 4e5 paths, dt = 7.5e-4; E cos 0.7748(3), E sin 0.5543(4); without the mixed term 0.7936 and 0.5421.
  expect(Math.abs(cos.mean - 0.7748)).toBeLessThan(4 * Math.hypot(cos.standardError, 3e-4));
  expect(Math.abs(sin.mean - 0.5543)).toBeLessThan(4 * Math.hypot(sin.standardError, 4e-4) + 1e-3);
});

it("motor with 5 phases: SGD itself turns at speed 1, up to O(η)", async () => {
  const [eta, T] = [0.05, 0.5];
  const model = createMotor5();
  const process = sgd(model, { noise: "declared", learningRate: eta, seed: 7 });
  const turned = (x: Float64Array): number => Math.atan2(x[1]!, x[0]!);
  const { angle } = await ensemble(process, {
    start: [1, 0, 0, 0, 0, 0, 0], steps: Math.round(T / eta ** 2), paths: 4000, observe: { angle: turned },
  });
  // Measured: 1.019(4); the bias is of first order in η.
  expect(Math.abs(angle.mean / T - 1)).toBeLessThan(0.1);
});

it("tanh net: plain minibatch noise is 0 on Γ, and from beside it SGD goes to Γ and stops", () => {
  const model = createTanhNet();
  const start = Float64Array.of(0.6, -0.6, 0.8, 1, 1, -0.5, -0.1, 0, 0);
  retraction(model)(start);
  const Sigma = new Float64Array(81);
  sampleCovariance(model.samples)(start, Sigma);
  expect(Math.max(...Sigma.map(Math.abs))).toBeLessThan(1e-24);
  const process = sampleSgd(model, { learningRate: 0.1, seed: 8 });
  const beside = start.map((value, a) => value + 0.05 * Math.cos(a));
  const states = [...simulate(process, { start: beside, steps: 4000, every: 2000 })].map(({ x }) => x.slice());
  expect(model.loss(states[1]!)).toBeLessThan(1e-20);
  states[2]!.forEach((value, a) => expect(Math.abs(value - states[1]![a]!)).toBeLessThan(1e-9));
});
