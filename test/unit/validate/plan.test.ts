/** How long, with which learning rates: what holds of a plan for each dynamics. */
import { describe, expect, it } from "vitest";
import { create as createDiagonalNet } from "../../../generated/diagonal-net.sde.js";
import { create as createHyperbola } from "../../../generated/hyperbola.sde.js";
import { flowMap, type Model, type RegisteredName, symmetricEigen } from "../../../src/runtime/index.js";
import { type Contest, contest } from "../../../src/validate/contest.js";
import { type Plan, plan } from "../../../src/validate/plan.js";

const hyperbola = createHyperbola();
const START = Float64Array.of(2, 0.5);
const planned = (name: RegisteredName, own = {}, budget = {}): { readonly of: Contest; readonly plan: Plan } => {
  const of = contest(hyperbola, name, START, own);
  return { of, plan: plan(of, hyperbola, START, budget) };
};

describe("a plan", () => {
  it.each(["isotropic", "labelNoise", "samFull", "heavyBall", "localSgd", "preconditioned", "adam"] as const)(
    "of %s ends at T with each rate, and takes the same noise in whole steps of the limit",
    (name) => {
      const { of, plan } = planned(name);
      for (const { learningRate, steps, every } of plan.runs) {
        expect(steps * of.interval(learningRate)).toBeCloseTo(plan.time, 10);
        expect(steps % every).toBe(0);
      }
      const [coarse, middle, fine] = plan.runs.map(({ learningRate }) => learningRate) as [number, number, number];
      expect(coarse / middle).toBeCloseTo(2, 6);
      expect(middle / fine).toBeCloseTo(2, 6);
    },
  );

  it("lowers the rates by the root of 1 − β, so that momentum lasts the same part of the run", () => {
    const rate = (name: RegisteredName, own = {}): number => planned(name, own).plan.runs[0]!.learningRate;
    const plain = rate("heavyBall", { momentum: 0 });
    expect(rate("heavyBall", { momentum: 0.9 }) / plain).toBeCloseTo(Math.sqrt(0.1), 1);
    expect(rate("heavyBall", { momentum: 0.99 }) / plain).toBeCloseTo(0.1, 1);
    // γ = η(1 − β)
    expect(rate("heavyBall", { momentum: 0.9, form: "plain" }) / plain).toBeCloseTo(0.1 ** 1.5, 2);
  });

  it.each([
    ["preconditioned", { scales: [4, 0.25] }, [4, 0.25]],
    // v = diag Σ = 4 at first
    ["adam", { momentum: 0, scale: 2 }, [0.5, 0.5]],
    ["adam", { momentum: 0, secondMoment: [4, 0.25], epsilon: 0.5 }, [1 / 2.5, 1]],
    // diag H = (v², u²)
    ["precondDiagH", {}, [2, 0.5]],
  ] as const)("of %s %o has ηλ₁ ≤ 0.2 for the Hessian in scaled coordinates", (name, own, scales) => {
    const { of, plan } = planned(name, own, { time: 5 });
    expect(Array.from(of.scales)).toEqual(scales.map((value) => expect.closeTo(value, 12) as number));
    const H = new Float64Array(4);
    hyperbola.hessian(START, H);
    const scaled = H.map((entry, i) => entry * Math.sqrt(scales[i >> 1]! * scales[i & 1]!));
    const product = plan.runs[0]!.learningRate * symmetricEigen(scaled, 2).values[0]!;
    // Rates give way a little to whole steps.
    expect(product).toBeLessThan(0.2 * 1.01);
    expect(product).toBeGreaterThan(0.15);
  });

  it("of local SGD keeps α = ηH, with whole numbers H", () => {
    const { plan } = planned("localSgd", { alpha: 0.5 });
    for (const { learningRate } of plan.runs) expect((0.5 / learningRate) % 1).toBeCloseTo(0, 9);
  });

  it("of a limit by eigenvectors halves its steps with the rate, while the algorithm's go with its square", () => {
    const { of, plan } = planned("preconditioned", { scales: [0.1, 0.1] });
    const steps = plan.runs.map(({ steps, every }) => steps / every);
    expect(of.byEigenvectors).toBe(true);
    expect(steps[1]! / steps[0]!).toBeCloseTo(2, 1);
    expect(steps[2]! / steps[1]!).toBeCloseTo(2, 1);
  });

  it("takes whole steps of the limit where the rates are given and share no divisor", () => {
    const { of, plan } = planned("preconditioned", {}, { time: 0.25, rates: [0.05, 0.03, 0.02, 0.011] });
    for (const { learningRate, steps, every } of plan.runs) {
      expect(steps % every).toBe(0);
      expect(steps * of.interval(learningRate)).toBeCloseTo(0.25, 10);
    }
    expect(plan.runs[3]!.every).toBeGreaterThan(1);
  });
});

describe("of a loss with samples that are all fitted on Γ", () => {
  const model: Model = createDiagonalNet({
    Z: [
      [1, 1, -1],
      [1, -1, 1],
    ],
    y: [0.5, 0.5],
  });
  const start = new Float64Array(6);
  flowMap(model)(Float64Array.of(0.9, 0.7, 0.8, 0.6, 0.5, 0.7), start);

  it("SGD on samples stands still, and nothing else does", () => {
    const still = (name: RegisteredName): boolean => contest(model, name, start).still;
    expect(still("sampleSgd")).toBe(true);
    for (const name of ["isotropic", "labelNoise", "samFull", "samSingle", "normalizedGd", "adam"] as const)
      expect(still(name)).toBe(false);
  });

  it("SAM on samples, whose clock is of third order, runs no longer than its fluctuations need to settle", () => {
    const of = contest(model, "samSingle", start);
    const { runs, time } = plan(of, model, start, {});
    // By λ_M T/η, which is right for t = Σ η² alone, it were hundreds of millions.
    expect(runs[2]!.steps).toBeLessThan(1e6);
    const H = new Float64Array(36);
    model.hessian(start, H);
    const last = symmetricEigen(H, 6).values[model.rank - 1]!;
    const { learningRate } = runs[0]!;
    expect((last * learningRate * time) / of.interval(learningRate)).toBeGreaterThan(3.9);
  });
});
