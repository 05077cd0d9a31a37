/** Every number that `gen-sde derive` prints, and every closed form, against values computed with 60 digits elsewhere. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { limitingSde, type Noise } from "../../src/dynamics/index.js";
import {
  NumericProblem,
  Problem,
  findManifold,
  hessianPseudoInverse,
  tangentProjector,
} from "../../src/geometry/index.js";
import { LOCAL_SGD, valuesAt } from "../../src/pipeline/index.js";
import { flatten, readLoss } from "../../src/read/index.js";

interface GoldenDrift {
  readonly compensation: number[];
  readonly mixed: number[];
  readonly normal: number[];
  readonly total: number[];
}
interface GoldenPoint {
  readonly x: number[];
  readonly L: number;
  readonly hess: number[][];
  readonly third: number[][][];
  readonly rank: number;
  readonly P_tan: number[][];
  readonly H_pinv: number[][];
  readonly ln_pdet: number;
  readonly trH: number;
  readonly lambda1: number;
  readonly drift_Sigma_I: GoldenDrift;
  readonly drift_Sigma_H: GoldenDrift;
  readonly grad_tan_trH: number[];
  readonly grad_tan_lambda1: number[];
  readonly "local_sgd_Sigma_I_K4_B4_alpha0.6": number[];
  readonly precond_label_noise_S_diagH_m12?: number[];
  readonly general?: GoldenDrift & { readonly Sigma: number[][]; readonly diffusion: number[][] };
}
interface GoldenLoss {
  readonly name: string;
  readonly Sigma_expr: string[][] | null;
  readonly points: GoldenPoint[];
}

const golden = JSON.parse(readFileSync(new URL("golden.json", import.meta.url), "utf8")) as { losses: GoldenLoss[] };
const lossFile = (name: string): string => new URL(`losses/${name}.loss.ts`, import.meta.url).pathname;

/** Losses under another name than their file's: the same numbers, written differently. */
const FILES: Record<string, readonly string[]> = {
  diagonal_net_n2_d3: ["diagonal_net_n2_d3", "diagonal_net_with_noise"],
};

type Nested = number | readonly Nested[];
const flat = (value: Nested): number[] => (typeof value === "number" ? [value] : value.flatMap(flat));

/** Relative 1e-9 of the array's largest entry, absolute 1e-12 near zero. */
function expectClose(what: string, found: Nested, expected: Nested): void {
  const [a, b] = [flat(found), flat(expected)];
  expect(a.length, what).toBe(b.length);
  const scale = Math.max(...b.map(Math.abs));
  a.forEach((value, i) => {
    expect(Math.abs(value - b[i]!), `${what}[${String(i)}]: ${String(value)} for ${String(b[i])}`).toBeLessThanOrEqual(
      Math.max(1e-9 * scale, 1e-12),
    );
  });
}

const TERMS = ["compensation", "mixed", "normal", "total"] as const;

for (const { name, points } of golden.losses)
  for (const file of FILES[name] ?? [name])
    describe(`${name} (${file}.loss.ts)`, () => {
      const model = readLoss(lossFile(file));

      it.each(points.map((point, i) => [i, point] as const))("values at point %i", (_, point) => {
        const values = valuesAt(
          model,
          { x: point.x },
          (problem) => {
            throw new Error(problem);
          },
          { retract: true, third: false, localSgd: LOCAL_SGD },
        );
        expectClose("x", values.x, point.x);
        expectClose("loss", values.loss, point.L);
        expectClose(
          "gradient",
          values.gradient,
          point.x.map(() => 0),
        );
        expectClose("hessian", values.hessian, point.hess);
        expectClose("third", values.third!, point.third);
        expect(values.rank).toBe(point.rank);
        expectClose("tangentProjector", values.tangentProjector, point.P_tan);
        expectClose("hessianPinv", values.hessianPinv, point.H_pinv);
        expectClose("logPseudoDet", values.logPseudoDet, point.ln_pdet);
        expectClose("traceHessian", values.traceHessian, point.trH);
        expectClose("lambdaMax", values.lambdaMax, point.lambda1);
        for (const term of TERMS) {
          expectClose(`isotropic ${term}`, values.drift.isotropic[term], point.drift_Sigma_I[term]);
          expectClose(`labelNoise ${term}`, values.drift.labelNoise[term], point.drift_Sigma_H[term]);
          if (values.drift.declared) expectClose(`declared ${term}`, values.drift.declared[term], point.general![term]);
        }
        const times = (factor: number, v: number[]): number[] => v.map((value) => factor * value);
        const simple = values.drift.normalizedGd !== null;
        if (simple) {
          expectClose(
            "normalizedGd",
            values.drift.normalizedGd,
            times(-1 / (4 * point.lambda1), point.grad_tan_lambda1),
          );
          expectClose("sqrtLoss", values.drift.sqrtLoss!, times(-1 / 8, point.grad_tan_lambda1));
          expectClose("samFull", values.drift.samFull!, times(-1 / 2, point.grad_tan_lambda1));
        }
        expectClose("samSingle", values.drift.samSingle!, times(-1 / 2, point.grad_tan_trH));
        expectClose("localSgd", values.drift.localSgd!, point["local_sgd_Sigma_I_K4_B4_alpha0.6"]);
        if (point.precond_label_noise_S_diagH_m12)
          expectClose("precondDiagH", values.drift.precondDiagH!, point.precond_label_noise_S_diagH_m12);
        expectClose("diffusion isotropic", values.diffusion.isotropic, point.P_tan);
        if (values.diffusion.declared)
          expectClose("diffusion declared", values.diffusion.declared, point.general!.diffusion);
      });

      it("closed forms at both points", () => {
        const problem = new Problem(flatten(model, { n: 2, d: 3 }));
        const data = file === "diagonal_net_n2_d3" ? [1, 2, -1, 2, -1, 1, 0.5, 0.75] : [];
        const numeric = new NumericProblem(problem, data);
        const starts = points.map(({ x }) => Float64Array.from(x));
        const { manifold } = findManifold(numeric, starts, true);
        const sigma = problem.model.sigma;
        const noises: readonly (readonly [Noise, (point: GoldenPoint) => GoldenDrift | undefined])[] = [
          [{ kind: "isotropic" }, (point) => point.drift_Sigma_I],
          [{ kind: "hessian" }, (point) => point.drift_Sigma_H],
          ...(sigma ? [[{ kind: "general", sigma }, (point: GoldenPoint) => point.general] as const] : []),
        ];
        for (const point of points) {
          const at = (es: Parameters<typeof numeric.vector>[1]): number[] => Array.from(numeric.vector(point.x, es));
          expectClose("P", at(tangentProjector(manifold).flat()), point.P_tan);
          expectClose("H⁺", at(hessianPseudoInverse(manifold).flat()), point.H_pinv);
          expectClose("ln|H|₊", at([manifold.normal.logPseudoDeterminant()]), [point.ln_pdet]);
          for (const [noise, expected] of noises) {
            const limit = limitingSde(manifold, noise);
            const drift = expected(point);
            if (drift) for (const term of TERMS) expectClose(`${noise.kind} ${term}`, at(limit[term]), drift[term]);
          }
        }
      });
    });
