/** The symbolic limits of the other optimizers against values computed with 60 digits elsewhere, and against eigenvectors. */
import { describe, expect, test } from "vitest";
import {
  DYNAMICS_NAMES,
  type DerivedDynamics,
  type DynamicsName,
  deriveDynamics,
} from "../../../src/dynamics/index.js";
import { evaluator } from "../../../src/expr/index.js";
import type { Element } from "../../../src/expr/index.js";
import { NumericProblem, Problem, findManifold } from "../../../src/geometry/index.js";
import { flatten, readLoss } from "../../../src/read/index.js";
import { limits } from "../../../src/runtime/index.js";
import { runtimeOptions, trialValues } from "../../../src/verify/index.js";
import { type GoldenPoint, discrepancy, goldenLosses } from "../runtime/golden.js";

const DATA = [1, 2, -1, 2, -1, 1, 0.5, 0.75];
const times = (factor: number, v: readonly number[]): number[] => v.map((value) => factor * value);

/** What golden.json knows of a dynamics. */
const TABULATED: Partial<Record<DynamicsName, (point: GoldenPoint) => readonly number[] | undefined>> = {
  normalizedGd: (point) => times(-1 / 4 / point.eig_nonzero[0]!, point.grad_tan_lambda1),
  sqrtLoss: (point) => times(-1 / 8, point.grad_tan_lambda1),
  samFull: (point) => times(-1 / 2, point.grad_tan_lambda1),
  samSingle: (point) => times(-1 / 2, point.grad_tan_trH),
  localSgd: (point) => point["local_sgd_Sigma_I_K4_B4_alpha0.6"],
  heavyBall: (point) => point.drift_Sigma_I.total,
  precondDiagH: (point) => point.precond_label_noise_S_diagH_m12,
};

function valuesOf({ drift, inputs }: DerivedDynamics, numeric: NumericProblem, x: readonly number[]): number[] {
  const values = new Map<Element, number>();
  numeric.problem.model.parameters.forEach((p, a) => values.set(p, x[a]!));
  numeric.problem.model.data.forEach((d, i) => values.set(d, numeric.data[i]!));
  for (const input of inputs) {
    const trial = trialValues(input, numeric.dimension);
    input.elements.forEach((e, a) => values.set(e, trial[a]!));
  }
  return drift!.map(evaluator({ element: (e) => values.get(e) ?? NaN }));
}

describe.each(goldenLosses.map((loss) => [loss.name, loss] as const))("%s", (name, { points }) => {
  const model = readLoss(new URL(`../losses/${name}.loss.ts`, import.meta.url).pathname);
  const flat = flatten(model, { n: 2, d: 3 });
  const problem = new Problem(flat);
  const numeric = new NumericProblem(problem, name === "diagonal_net_n2_d3" ? DATA : []);
  const starts = points.map(({ x }) => Float64Array.from(x));
  const { manifold } = findManifold(numeric, starts, true);
  const D = problem.dimension;

  test.each(DYNAMICS_NAMES)("%s", (which) => {
    const isotropic = deriveDynamics(which, manifold, { kind: "isotropic" });
    const closed = isotropic.drift !== undefined;
    const largestRank: Partial<Record<DynamicsName, number>> = {
      normalizedGd: 2,
      sqrtLoss: 2,
      samFull: 2,
      localSgd: 1,
    };
    if (largestRank[which] !== undefined) expect(closed).toBe(manifold.normal.rank <= largestRank[which]);
    if (!closed) return;
    for (const point of points) {
      const found = valuesOf(isotropic, numeric, point.x);
      const expected = TABULATED[which]?.(point);
      if (expected) expect(discrepancy(found, expected)).toBeLessThan(1e-12);
      // diag(H)^(-1/2) has no value where an entry of diag H is 0: at no point in the table.
      if (which === "precondDiagH" && !point.precond_label_noise_S_diagH_m12) continue;
      const curvature = numeric.curvatureAt(point.x);
      const { state, options } = runtimeOptions(isotropic, Float64Array.from(point.x), (_, out) => {
        out.fill(0);
        for (let a = 0; a < D; a++) out[a * (D + 1)] = 1;
      });
      const { drift } = limits[which].coefficients(curvature, state, point.rank, options as never);
      expect(discrepancy(found, drift)).toBeLessThan(1e-12);
    }
  });

  test("heavyBall, localSgd, preconditioned, adam with the declared noise", () => {
    const { sigma } = flat;
    if (!sigma) return;
    for (const which of ["heavyBall", "localSgd", "preconditioned", "adam"] as const) {
      const derived = deriveDynamics(which, manifold, { kind: "general", sigma });
      if (!derived.drift) continue;
      for (const point of points) {
        const rows = sigma.map((row) => numeric.vector(point.x, row));
        const { state, options } = runtimeOptions(derived, Float64Array.from(point.x), (_, out) => {
          rows.forEach((p, a) => {
            rows.forEach((q, b) => (out[a * D + b] = p.reduce((sum, value, c) => sum + value * q[c]!, 0)));
          });
        });
        const { drift } = limits[which].coefficients(numeric.curvatureAt(point.x), state, point.rank, options as never);
        expect(discrepancy(valuesOf(derived, numeric, point.x), drift), which).toBeLessThan(1e-12);
      }
    }
  });
});
