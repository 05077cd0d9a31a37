/** Every limiting dynamics of the table against the golden values of 11 losses at two points each. */
import { describe, expect, test } from "vitest";
import { type Covariance, hessianCovariance, isotropicCovariance, limits } from "../../../src/runtime/index.js";
import { discrepancy, flat, goldenPoints, tabulated } from "./golden.js";

const TOLERANCE = 1e-9;
const times = (factor: number, vector: readonly number[]): number[] => vector.map((value) => factor * value);

describe.each(goldenPoints)("$title", ({ D, point }) => {
  const model = tabulated(D, point);
  const x = Float64Array.from(point.x);
  const { rank } = point;
  const Sigma: Covariance = (_x, out) => out.set(flat(point.general?.Sigma ?? point.hess));
  const expected = point.general ?? point.drift_Sigma_H;

  test("isotropic: all of Σ = I, diffusion P", () => {
    const { drift, diffusion } = limits.isotropic.coefficients(model, x, rank, {});
    expect(discrepancy(drift, point.drift_Sigma_I.total)).toBeLessThan(TOLERANCE);
    expect(discrepancy(diffusion!, flat(point.P_tan))).toBeLessThan(TOLERANCE);
  });

  test("labelNoise: linear in c", () => {
    for (const c of [1, 0.3])
      expect(
        discrepancy(limits.labelNoise.coefficients(model, x, rank, { c }).drift, times(c, point.drift_Sigma_H.total)),
      ).toBeLessThan(TOLERANCE);
  });

  test("declared and heavyBall: any Σ", () => {
    for (const dynamics of [limits.declared, limits.heavyBall]) {
      const { drift, diffusion } = dynamics.coefficients(model, x, rank, { Sigma });
      expect(discrepancy(drift, expected.total)).toBeLessThan(TOLERANCE);
      const expectedDiffusion = point.general === undefined ? new Float64Array(D * D) : flat(point.general.diffusion);
      expect(discrepancy(diffusion!, expectedDiffusion)).toBeLessThan(TOLERANCE);
    }
  });

  test("normalizedGd, sqrtLoss, samFull: multiples of P∇λ₁", () => {
    const lambda1 = Math.max(...point.eig_nonzero);
    const cases = [
      [limits.normalizedGd, -1 / (4 * lambda1)],
      [limits.sqrtLoss, -1 / 8],
      [limits.samFull, -1 / 2],
    ] as const;
    for (const [dynamics, factor] of cases)
      expect(
        discrepancy(dynamics.coefficients(model, x, rank, {}).drift, times(factor, point.grad_tan_lambda1)),
        dynamics.name,
      ).toBeLessThan(TOLERANCE);
  });

  test("samSingle: −½ P∇tr ∇²L", () => {
    const { drift } = limits.samSingle.coefficients(model, x, rank, {});
    expect(discrepancy(drift, times(-1 / 2, point.grad_tan_trH))).toBeLessThan(TOLERANCE);
  });

  test("localSgd with Σ = I, K = B = 4, α = 0.6; with one worker, SGD with batch B", () => {
    const options = { Sigma: isotropicCovariance, workers: 4, batch: 4, alpha: 0.6 };
    const { drift, diffusion } = limits.localSgd.coefficients(model, x, rank, options);
    expect(discrepancy(drift, point["local_sgd_Sigma_I_K4_B4_alpha0.6"])).toBeLessThan(TOLERANCE);
    expect(
      discrepancy(
        diffusion!,
        flat(point.P_tan).map((value) => value / 4),
      ),
    ).toBeLessThan(TOLERANCE);
    const alone = limits.localSgd.coefficients(model, x, rank, { Sigma, workers: 1, batch: 2, alpha: 0.6 });
    expect(discrepancy(alone.drift, times(1 / 2, expected.total))).toBeLessThan(TOLERANCE);
  });

  test.runIf(point.precond_label_noise_S_diagH_m12 !== undefined)("precondDiagH, and Adam at v = diag H", () => {
    const golden = point.precond_label_noise_S_diagH_m12!;
    expect(discrepancy(limits.precondDiagH.coefficients(model, x, rank, {}).drift, golden)).toBeLessThan(TOLERANCE);
    const v = Float64Array.from({ length: D }, (_, a) => point.hess[a]![a]!);
    const adam = limits.adam.coefficients(model, Float64Array.of(...x, ...v), rank, {
      Sigma: hessianCovariance(model),
      secondMomentRate: 3,
    });
    expect(discrepancy(adam.drift.subarray(0, D), golden)).toBeLessThan(TOLERANCE);
    expect(discrepancy(adam.drift.subarray(D), new Float64Array(D))).toBeLessThan(TOLERANCE);
    expect(discrepancy(adam.diffusion!, new Float64Array(D * D))).toBeLessThan(TOLERANCE);
  });

  test("preconditioned by S = sI is SGD with learning rate sη: s² times as fast", () => {
    for (const s of [1, 4]) {
      const { drift, diffusion } = limits.preconditioned.coefficients(model, x, rank, {
        Sigma,
        scales: (_x, out) => out.fill(s),
      });
      expect(discrepancy(drift, times(s * s, expected.total))).toBeLessThan(TOLERANCE);
      const plain = limits.declared.coefficients(model, x, rank, { Sigma }).diffusion!;
      expect(
        discrepancy(
          diffusion!,
          plain.map((value) => s * s * value),
        ),
      ).toBeLessThan(TOLERANCE);
    }
  });
});
