import { describe, expect, test } from "vitest";
import type { CurvatureModel } from "../../../src/runtime/spectral/eigen-frame.js";
import type { NoiseModel } from "../../../src/runtime/model.js";
import { spectralCoefficients } from "../../../src/runtime/spectral/coefficients.js";
import { ellipseByHand } from "../../unit/runtime/fixtures/ellipse.js";
import { ellipse, flatValley, hyperbola, planeCurveModel } from "../../unit/runtime/fixtures/plane-curve.js";
import { discrepancy, flat, type GoldenDrift, goldenLoss, goldenPoints, tabulated } from "./golden.js";

const identity = (D: number): Float64Array =>
  Float64Array.from({ length: D * D }, (_, i) => (i % (D + 1) === 0 ? 1 : 0));

describe.each(goldenPoints)("spectral route on $title", ({ D, point }) => {
  const model = tabulated(D, point);
  const x = Float64Array.from(point.x);
  const coefficients = (Sigma: Float64Array) => spectralCoefficients(model, x, point.rank, Sigma);

  test("geometry", () => {
    const found = coefficients(identity(D));
    expect(discrepancy(found.P, flat(point.P_tan))).toBeLessThan(1e-11);
    expect(discrepancy(found.Hplus, flat(point.H_pinv))).toBeLessThan(1e-11);
    expect(found.logPseudoDet).toBeCloseTo(point.ln_pdet, 11);
    const descending = [...point.eig_nonzero].sort((a, b) => b - a);
    expect(discrepancy(found.eigenvalues.subarray(0, point.rank), descending)).toBeLessThan(1e-12);
  });

  const cases: [string, Float64Array, GoldenDrift][] = [
    ["I", identity(D), point.drift_Sigma_I],
    ["H", flat(point.hess), point.drift_Sigma_H],
  ];
  if (point.general !== undefined) cases.push(["general", flat(point.general.Sigma), point.general]);
  test.each(cases)("drift for Σ = %s", (_, Sigma, expected) => {
    const found = coefficients(Sigma);
    for (const term of ["compensation", "mixed", "normal", "total"] as const)
      expect(discrepancy(found[term], expected[term]), term).toBeLessThan(1e-11);
  });
});

describe("the hand-written models that other tests rest on", () => {
  const terms = (noise: NoiseModel, x: readonly number[]): Float64Array => {
    const out = new Float64Array(6);
    noise.driftTerms(Float64Array.from(x), out);
    return out;
  };
  const joined = ({ compensation, mixed, normal }: GoldenDrift): number[] => [...compensation, ...mixed, ...normal];

  test.each([hyperbola, ellipse])("$name has the golden drifts", (curve) => {
    const { noises } = planeCurveModel(curve);
    for (const point of goldenLoss(curve.name).points) {
      expect(discrepancy(terms(noises.isotropic, point.x), joined(point.drift_Sigma_I))).toBeLessThan(1e-13);
      expect(discrepancy(terms(noises.labelNoise, point.x), joined(point.drift_Sigma_H))).toBeLessThan(1e-13);
      expect(discrepancy(terms(noises.declared!, point.x), joined(point.general!))).toBeLessThan(1e-13);
    }
  });

  test("the multiplied-out ellipse has the golden drifts", () => {
    for (const point of goldenLoss("ellipse_valley").points)
      expect(discrepancy(terms(ellipseByHand.noises.isotropic, point.x), joined(point.drift_Sigma_I))).toBeLessThan(
        1e-13,
      );
  });

  test("their own derivatives, through the spectral route, give the closed form", () => {
    for (const [curve, x] of [
      [hyperbola, [1.6, 0.625]],
      [flatValley, [0.3, 0]],
    ] as const) {
      const model = planeCurveModel(curve);
      const found = spectralCoefficients(model, Float64Array.from(x), 1, identity(2));
      const drift = new Float64Array(2);
      model.noises.isotropic.drift(Float64Array.from(x), drift);
      expect(discrepancy(found.total, drift)).toBeLessThan(1e-13);
    }
  });
});

describe("rank", () => {
  const diagonal = (...entries: number[]): CurvatureModel => ({
    dimension: entries.length,
    hessian: (_x, out) => entries.forEach((value, i) => (out[i * (entries.length + 1)] = value)),
    thirdContraction: (_x, _S, out) => out.fill(0),
  });
  const at = (model: ReturnType<typeof diagonal>, rank: number) => () =>
    spectralCoefficients(model, new Float64Array(model.dimension), rank, identity(model.dimension));

  test.each([
    ["below", [1, 1e-11, 0], 2],
    ["below", [1, -0.5, 0], 2],
    ["above", [1, 0.1, 1e-6], 2],
    ["above", [1, 0.1, -1e-6], 2],
  ] as const)("%s the stated one is an error: eigenvalues %j, rank %i", (side, entries, rank) => {
    expect(at(diagonal(...entries), rank)).toThrow(expect.objectContaining({ code: "E_RANK_CHANGE" }));
    expect(at(diagonal(...entries), rank)).toThrow(`rank ${side} ${rank}`);
  });

  test("must be from 1 to D", () => {
    expect(at(diagonal(1, 0), 0)).toThrow(RangeError);
    expect(at(diagonal(1, 0), 3)).toThrow(RangeError);
    expect(at(diagonal(2, 1), 2)().P).toEqual(new Float64Array(4));
  });
});
