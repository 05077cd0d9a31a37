/** The loop kernels and the model for every size, as TypeScript and as SIMD, against values computed with 60 digits. */
import { describe, expect, it } from "vitest";
import { LOOP_KERNELS, deriveLoops, lowerLoops } from "../../src/loops/index.js";
import { LOCAL_SGD } from "../../src/pipeline/index.js";
import { leanValues } from "../../src/pipeline/lean-values.js";
import { leastSquaresCreator, loopProblem } from "../../src/pipeline/named-sizes.js";
import { sampleOf } from "../../src/pipeline/sample.js";
import { flattenArgument, readLoss, tensors } from "../../src/read/index.js";
import { type ResidualModel, limits } from "../../src/runtime/index.js";
import { type Kernels, compile, compileSimd } from "../unit/loops/compile.js";
import { type GoldenDrift, flat, goldenLoss } from "./runtime/golden.js";

const LOSSES = {
  "diagonal-net": "diagonal_net_n2_d3",
  "matrix-factorization": "matrix_factorization_2x2",
  "tanh-net": "tanh_net_2samples_3hidden",
} as const;

/** Relative 1e-9 of the largest entry, absolute 1e-12 near zero. */
function expectClose(what: string, found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found.length, what).toBe(expected.length);
  const scale = Math.max(...Array.from(expected, Math.abs));
  Array.from(expected).forEach((value, i) => {
    expect(Math.abs(found[i]! - value), `${what}[${i}]`).toBeLessThanOrEqual(Math.max(1e-9 * scale, 1e-12));
  });
}

const filled = (length: number, write: (out: Float64Array) => void): Float64Array => {
  const out = new Float64Array(length).fill(7);
  write(out);
  return out;
};

const unit = (D: number, a: number): Float64Array => Float64Array.from({ length: D }, (_, b) => Number(a === b));
/** The matrix of a linear map of columns, row-major. */
function matrixOf(D: number, apply: (v: Float64Array, out: Float64Array) => void): Float64Array {
  const columns = Array.from({ length: D }, (_, b) => filled(D, (out) => apply(unit(D, b), out)));
  return Float64Array.from({ length: D * D }, (_, k) => columns[k % D]![Math.floor(k / D)]!);
}

const termsOf = ({ compensation, mixed, normal }: GoldenDrift): number[] => [...compensation, ...mixed, ...normal];

describe.each(Object.entries(LOSSES))("%s", (file, name) => {
  const loss = readLoss(new URL(`losses/named/${file}.loss.ts`, import.meta.url).pathname);
  const { D, points } = goldenLoss(name);
  const sample = sampleOf(loss);
  const model = leastSquaresCreator(loss, sample.sizes)!(sample.dataValue, sample.sizes) as ResidualModel;
  const problem = loopProblem(loss);
  const program = lowerLoops(deriveLoops(problem, LOOP_KERNELS));
  const { flat: entries } = flattenArgument(loss.data!, sample.dataValue, sample);
  const data: Record<string, Float64Array> = {};
  let first = 0;
  for (const { name: array, shape } of tensors(loss.data!)) {
    const length = shape.reduce<number>((n, size) => n * (typeof size === "number" ? size : sample.sizes[size]!), 1);
    data[array] = Float64Array.from(entries.slice(first, (first += length)));
  }
  const forms: Record<string, Kernels> = {
    TypeScript: compile(program)(sample.sizes, data),
    SIMD: compileSimd(program)(sample.sizes, data),
  };

  describe.each(points.map((point, k) => [k, point] as const))("at point %i", (_, point) => {
    const x = Float64Array.from(point.x);
    const third = (S: Float64Array): number[] =>
      point.third.map((row) => flat(row).reduce((sum, value, bc) => sum + value * S[bc]!, 0));
    const identity = Float64Array.from({ length: D * D }, (__, k) => Number(k % (D + 1) === 0));

    it.each(Object.keys(forms))("loop kernels in %s", (form) => {
      const kernels = forms[form]!;
      const call = (kernel: string, length: number, ...args: Float64Array[]): Float64Array =>
        filled(length, (out) => kernels[kernel]!(x, ...args, out));
      expectClose("loss", [kernels.loss!(x)!], [0]);
      expectClose("gradient", call("gradient", D), new Float64Array(D));
      expectClose("hessian", call("hessian", D * D), flat(point.hess));
      expectClose(
        "hessianVector",
        matrixOf(D, (v, out) => kernels.hessianVector!(x, v, out)),
        flat(point.hess),
      );
      const trace = point.hess.reduce((sum, row, a) => sum + row[a]!, 0);
      expectClose("tr ∇²L", [kernels.laplacian!(x)!, kernels.hessianTrace!(x)!], [trace, trace]);
      expectClose("∇tr ∇²L", call("laplacianGradient", D), third(identity));
      // T[S] for the S that the drifts meet, and for one that is none of them.
      const skewed = Float64Array.from({ length: D * D }, (__, k) => Math.cos((k % D) + Math.floor(k / D)));
      for (const [what, S] of Object.entries({ I: identity, P: flat(point.P_tan), "H⁺": flat(point.H_pinv), skewed }))
        expectClose(`T[${what}]`, call("thirdContraction", D, S), third(S));
      for (let a = 0; a < D; a++)
        expectClose(
          "T[w, w]",
          call("thirdAlong", D, unit(D, a)),
          point.third.map((row) => row[a]![a]!),
        );
      expectClose(
        "P ∇ Σ w|∇r|²",
        filled(D, (out) => model.tangentProject(x, call("hessianTraceGradient", D), out)),
        point.grad_tan_trH,
      );
    });

    it("geometry and every drift of the model", () => {
      expectClose(
        "P",
        matrixOf(D, (v, out) => model.tangentProject(x, v, out)),
        flat(point.P_tan),
      );
      expectClose(
        "H⁺",
        matrixOf(D, (v, out) => model.pseudoInverse(x, v, out)),
        flat(point.H_pinv),
      );
      expectClose("ln|H|₊", [model.logPseudoDeterminant(x)], [point.ln_pdet]);
      expectClose(
        "eigenvalues",
        model.normalFrame(x).eigen().values,
        point.eig_nonzero.toSorted((a, b) => b - a),
      );
      const drifts = { isotropic: point.drift_Sigma_I, labelNoise: point.drift_Sigma_H, declared: point.general };
      for (const [noise, expected] of Object.entries(drifts)) {
        const found = model.noises[noise as keyof typeof drifts];
        if (!found || !expected) continue;
        expectClose(
          `${noise} terms`,
          filled(3 * D, (out) => found.driftTerms(x, out)),
          termsOf(expected),
        );
        expectClose(
          noise,
          filled(D, (out) => found.drift(x, out)),
          expected.total,
        );
      }
      expect(model.noises.declared !== undefined).toBe(file === "diagonal-net");
    });

    it("the other dynamics", () => {
      const { drift } = leanValues(model, x, LOCAL_SGD);
      const lambda1 = Math.max(...point.eig_nonzero);
      const along = (factor: number, v: readonly number[]): number[] => v.map((value) => factor * value);
      expectClose("normalizedGd", drift.normalizedGd!, along(-1 / (4 * lambda1), point.grad_tan_lambda1));
      expectClose("sqrtLoss", drift.sqrtLoss!, along(-1 / 8, point.grad_tan_lambda1));
      expectClose("samFull", drift.samFull!, along(-1 / 2, point.grad_tan_lambda1));
      expectClose("samSingle", drift.samSingle!, along(-1 / 2, point.grad_tan_trH));
      expectClose("localSgd", drift.localSgd!, point["local_sgd_Sigma_I_K4_B4_alpha0.6"]);
      const expected = point.precond_label_noise_S_diagH_m12;
      const scaled = limits.precondDiagH.coefficients(model, x, model.rank, {}).drift;
      if (expected) expectClose("precondDiagH", scaled, expected);
    });
  });
});
