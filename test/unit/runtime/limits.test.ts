import { describe, expect, test } from "vitest";
import {
  type LimitingDynamics,
  limits,
  noiseCovariance,
  retraction,
  sampleCovariance,
  secondDerivativeOfFlow,
  slowSystem,
} from "../../../src/runtime/index.js";
import { gradientFlow } from "../../../src/runtime/flow/gradient-flow.js";
import { psi } from "../../../src/runtime/limits/local-sgd.js";
import type { CurvatureModel } from "../../../src/runtime/index.js";
import { quadrics } from "./fixtures/quadrics.js";
import { twoValleys } from "./fixtures/two-valleys.js";

const dot = (a: ArrayLike<number>, b: Float64Array): number => b.reduce((sum, value, i) => sum + value * a[i]!, 0);

/** A point of Γ of the quadrics. */
const x = Float64Array.of(0.8, 0.6, -0.2, 0.5);
retraction(quadrics)(x);

const everyLimit: readonly LimitingDynamics<never>[] = Object.values(limits);

test("the table names each dynamics as the dynamics does, and says all about it", () => {
  for (const [name, dynamics] of Object.entries(limits)) {
    expect(dynamics.name).toBe(name);
    for (const field of ["title", "update", "equation", "timeScale", "source"] as const)
      expect(dynamics[field].length, `${name}.${field}`).toBeGreaterThan(5);
    expect(dynamics.assumptions.length).toBeGreaterThan(3);
  }
});

describe("potentials", () => {
  const descending = everyLimit.filter(({ potential }) => potential !== undefined).map(({ name }) => [name] as const);
  test.each(descending)("of %s falls along Γ as its drift says", (name) => {
    const dynamics = limits[name as "labelNoise"];
    const options = { c: 0.7 };
    const drift =
      name === "isotropic" ? secondNormal(quadrics, x) : dynamics.coefficients(quadrics, x, 2, options).drift;
    // Along every tangent direction v: −∂_v V = ⟨drift, v⟩, in the metric S^{−1} for a preconditioner S.
    const H = new Float64Array(16);
    quadrics.hessian(x, H);
    const metric = drift.map((value, a) => (name === "precondDiagH" ? value * Math.sqrt(H[5 * a]!) : value));
    for (let a = 0; a < 4; a++) {
      const v = new Float64Array(4);
      quadrics.tangentProject(
        x,
        Float64Array.from({ length: 4 }, (_, b) => (a === b ? 1 : 0)),
        v,
      );
      const value = (h: number): number => {
        const moved = x.map((coordinate, b) => coordinate + h * v[b]!);
        retraction(quadrics, { tolerance: 1e-12 })(moved);
        return dynamics.potential!.value(quadrics, moved, 2, options);
      };
      const h = 1e-3;
      const slope = (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h);
      expect(dot(metric, v)).toBeCloseTo(-slope, 9);
    }
  });

  /** The normal term alone: what is left of the isotropic drift beside Brownian motion. */
  const secondNormal = (model: CurvatureModel, at: Float64Array): Float64Array => {
    const sum = new Float64Array(4);
    for (let c = 0; c < 4; c++) {
      const e = Float64Array.from({ length: 4 }, (_, b) => (b === c ? 1 : 0));
      secondDerivativeOfFlow(model, at, 2, e, e).normal.forEach((value, a) => (sum[a]! += value / 2));
    }
    return sum;
  };
});

describe("second derivative of Φ", () => {
  const tight = { rtol: 1e-14, atol: 1e-14 };
  const bare = { dimension: 4, gradient: quadrics.gradient.bind(quadrics) };
  /** Fourth-order differences of the flow: (Φ(a+b) − Φ(a−b) − Φ(b−a) + Φ(−a−b)) / 4h², extrapolated. */
  const byDifferences = (a: Float64Array, b: Float64Array): Float64Array => {
    const crude = (h: number): Float64Array => {
      const sum = new Float64Array(4);
      for (const s of [-1, 1])
        for (const t of [-1, 1]) {
          const from = x.map((value, i) => value + h * (s * a[i]! + t * b[i]!));
          gradientFlow(bare, from, tight).x.forEach((value, i) => (sum[i]! += (s * t * value) / (4 * h * h)));
        }
      return sum;
    };
    const coarse = crude(8e-3);
    return crude(4e-3).map((value, i) => (4 * value - coarse[i]!) / 3);
  };
  const a = Float64Array.of(0.3, -0.7, 0.5, 0.2);
  const b = Float64Array.of(-0.4, 0.1, 0.6, 0.9);
  const tangent = (v: Float64Array): Float64Array => {
    const out = new Float64Array(4);
    quadrics.tangentProject(x, v, out);
    return out;
  };
  const normal = (v: Float64Array): Float64Array => v.map((value, i) => value - tangent(v)[i]!);
  const second = (v: Float64Array, w: Float64Array) => secondDerivativeOfFlow(quadrics, x, 2, v, w);

  test("is that of the flow, for any two vectors, and block by block", () => {
    const whole = second(a, b);
    const cross = byDifferences(tangent(a), normal(b)).map((v, i) => v + byDifferences(normal(a), tangent(b))[i]!);
    const cases = [
      [whole.total, byDifferences(a, b)],
      [whole.tangent, byDifferences(tangent(a), tangent(b))],
      [whole.mixed, cross],
      [whole.normal, byDifferences(normal(a), normal(b))],
    ] as const;
    for (const [found, expected] of cases) {
      expect(Math.hypot(...found)).toBeGreaterThan(0.01);
      found.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i]!, 6);
      });
    }
  });

  test("is symmetric and bilinear, and its blocks are normal, tangent, tangent vectors", () => {
    const { tangent: bend, mixed, normal: slide, total } = second(a, b);
    second(b, a).total.forEach((value, i) => {
      expect(value).toBeCloseTo(total[i]!, 13);
    });
    const threefold = second(
      a.map((value) => 3 * value),
      b.map((value, i) => value - a[i]!),
    ).total;
    second(a, a).total.forEach((value, i) => {
      expect(threefold[i]).toBeCloseTo(3 * (total[i]! - value), 13);
    });
    expect(Math.hypot(...tangent(bend))).toBeLessThan(1e-13);
    expect(Math.hypot(...normal(mixed), ...normal(slide))).toBeLessThan(1e-13);
  });

  test("refuses vectors of another length", () => {
    expect(() => secondDerivativeOfFlow(quadrics, x, 2, [1], b)).toThrow(/a must have length 4/);
  });
});

describe("covariances", () => {
  test("of a noise are σσᵀ", () => {
    const Sigma = new Float64Array(16);
    const H = new Float64Array(16);
    noiseCovariance(quadrics.noises.labelNoise)(x, Sigma);
    quadrics.hessian(x, H);
    expect([...Sigma]).toEqual([...H].map((value) => expect.closeTo(value, 13)));
  });

  test("of samples are centred", () => {
    const at = Float64Array.of(0.3, 0.2, 0.5, -0.4);
    const Sigma = new Float64Array(16);
    sampleCovariance(twoValleys.samples!)(at, Sigma);
    const [g, h] = [0, 1].map((i) => {
      const out = new Float64Array(4);
      twoValleys.samples!.gradient(i, at, out);
      return out;
    });
    // Two samples: Σ = d dᵀ with d half their difference.
    const d = g!.map((value, a) => (value - h![a]!) / 2);
    expect([...Sigma]).toEqual(Array.from(Sigma, (_, i) => expect.closeTo(d[Math.floor(i / 4)]! * d[i % 4]!, 15)));
  });
});

describe("assumptions that fail are named with the value that broke them", () => {
  const diagonal = (...entries: number[]): CurvatureModel => ({
    dimension: entries.length,
    hessian: (_x, out) => entries.forEach((value, i) => (out[i * (entries.length + 1)] = value)),
    thirdContraction: (_x, _S, out) => out.fill(0),
  });
  const origin = new Float64Array(3);
  const broken = (message: string | RegExp) =>
    expect.objectContaining({ code: "E_ASSUMPTION", message: expect.stringMatching(message) });

  test("λ₁ that is not simple", () => {
    for (const dynamics of [limits.normalizedGd, limits.sqrtLoss, limits.samFull])
      expect(() => dynamics.coefficients(diagonal(2, 2, 0), origin, 2, {})).toThrow(broken("λ_1 = 2, λ_2 = 2"));
    expect(limits.samFull.coefficients(diagonal(2), origin.subarray(0, 1), 1, {}).drift).toHaveLength(1);
  });

  test("a rank that is not the stated one", () => {
    for (const dynamics of everyLimit.filter(({ memory }) => memory === undefined))
      expect(() =>
        (dynamics as LimitingDynamics<unknown>).coefficients(diagonal(2, 1, 0.5), origin, 2, {
          Sigma: (_x: Float64Array, out: Float64Array) => out.fill(0),
          ...{ workers: 2, batch: 1, alpha: 1, scales: (_: Float64Array, out: Float64Array) => out.fill(1) },
        }),
      ).toThrow(expect.objectContaining({ code: "E_RANK_CHANGE" }));
  });

  test("a covariance that is none", () => {
    const with_ = (entries: readonly number[]) => () =>
      limits.declared.coefficients(diagonal(2, 0), origin.subarray(0, 2), 1, { Sigma: (_x, out) => out.set(entries) });
    expect(with_([1, 0, 0.5, 1])).toThrow(broken("not symmetric: Σ_10 = 0.5"));
    expect(with_([1, 0, 0, -1])).toThrow(broken("negative variance: Σ_11 = -1"));
    expect(with_([1, 0, 0, NaN])).toThrow(broken("not finite: Σ_11 = NaN"));
  });

  test("preconditioners that are not positive", () => {
    const flat = diagonal(2, 1, 0);
    expect(() => limits.precondDiagH.coefficients(flat, origin, 2, {})).toThrow(
      broken("H_22 must be above 0.*it is 0"),
    );
    const adam = { Sigma: (_x: Float64Array, out: Float64Array) => out.fill(0), secondMomentRate: 1 };
    expect(() => limits.adam.coefficients(flat, new Float64Array(6), 2, adam)).toThrow(
      broken("is Infinity where v_0 = 0: .* needs ε > 0"),
    );
    expect(() => limits.adam.coefficients(flat, Float64Array.of(0, 0, 0, 1, 1, -1), 2, adam)).toThrow(
      broken("is NaN where v_2 = -1"),
    );
    expect(() => limits.labelNoise.coefficients(flat, origin, 2, { c: -1 })).toThrow(broken("c must be above 0"));
  });

  test("options out of range", () => {
    const options = { Sigma: (_x: Float64Array, out: Float64Array) => out.fill(0), workers: 1, batch: 1, alpha: 1 };
    const local = (change: object) => () =>
      limits.localSgd.coefficients(diagonal(1, 0, 0), origin, 1, { ...options, ...change });
    expect(local({ workers: 0 })).toThrow(/workers/);
    expect(local({ batch: 1.5 })).toThrow(/batch/);
    expect(local({ alpha: 0 })).toThrow(/alpha/);
  });
});

test("ψ is accurate near 0 and joined without a step", () => {
  expect(psi(0)).toBe(0);
  expect(psi(1e-9)).toBeCloseTo(5e-10 - 1e-18 / 6, 24);
  expect(psi(1e-300)).toBe(5e-301);
  for (const s of [0.3, 0.9999999, 1.0000001, 5, 50]) expect(psi(s) / ((Math.expm1(-s) + s) / s)).toBeCloseTo(1, 14);
});

test("a slow system knows its state, its coefficients and its way back", () => {
  const system = slowSystem(limits.adam, quadrics, {
    Sigma: noiseCovariance(quadrics.noises.labelNoise),
    secondMomentRate: 2,
  });
  expect([system.dimension, system.noisy]).toEqual([8, 4]);
  const state = Float64Array.of(0.8, 0.6, -0.2, 0.5, 1, 2, 3, 4);
  system.retract!(state);
  expect([...state.subarray(0, 4)]).toEqual([...x]);
  expect([...state.subarray(4)]).toEqual([1, 2, 3, 4]);
  const drift = new Float64Array(8);
  system.drift(state, drift);
  expect(drift).toEqual(system.coefficients(state).drift);
});
