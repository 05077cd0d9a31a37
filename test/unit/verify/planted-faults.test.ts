/** Kernels that are broken one at a time: each fault is caught by the check that is named for it, with both numbers. */
import { describe, expect, it, test } from "vitest";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import { compileModule } from "../../../src/emit/index.js";
import { generate } from "../../../src/pipeline/index.js";
import { selfCheck } from "../../../src/pipeline/self-check.js";
import { readLoss } from "../../../src/read/index.js";
import type { Model, NoiseModel } from "../../../src/runtime/index.js";
import * as runtime from "../../../src/runtime/index.js";

/** The ellipse: all four terms of its declared noise are there. */
const { analysis, emitted, checks } = await generate(
  readLoss(new URL("../../../examples/ellipse.loss.ts", import.meta.url).pathname),
);
const create = compileModule(emitted.text, runtime).create as (data: unknown) => Model;
const model = create(analysis.sample.dataValue);
const D = model.dimension;

type VectorKernel = "gradient" | "hessian" | "residuals" | "retractStep";

/** The model with what one kernel writes changed afterwards. */
const spoil = (kernel: VectorKernel, change: (out: Float64Array, x: Float64Array) => void): Model => ({
  ...model,
  [kernel]: (x: Float64Array, out: Float64Array) => {
    model[kernel](x, out);
    change(out, x);
  },
});

type NoiseName = "isotropic" | "labelNoise" | "declared";
type Change = Partial<Record<"drift" | "driftTerms", (out: Float64Array) => void>>;

const spoilNoise = (name: NoiseName, { drift, driftTerms }: Change, more: Partial<NoiseModel> = {}): Model => {
  const noise = model.noises[name]!;
  const changed: NoiseModel = {
    ...noise,
    drift: (x, out) => {
      noise.drift(x, out);
      drift?.(out);
    },
    driftTerms: (x, out) => {
      noise.driftTerms(x, out);
      driftTerms?.(out);
    },
    ...more,
  };
  return { ...model, noises: { ...model.noises, [name]: changed } };
};

/** Compensation, mixed and normal of a noise, one after the other. */
const termsOf = (name: NoiseName, x: Float64Array): Float64Array => {
  const out = new Float64Array(3 * D);
  model.noises[name]!.driftTerms(x, out);
  return out;
};
/** Both kernels agree on the same wrong sum, so that only an oracle can tell. */
const reweighted = (name: NoiseName, weights: readonly number[]): Model => {
  const terms = (x: Float64Array): Float64Array =>
    termsOf(name, x).map((value, i) => value * weights[Math.floor(i / D)]!);
  return spoilNoise(
    name,
    {},
    {
      driftTerms: (x, out) => {
        out.set(terms(x));
      },
      drift: (x, out) => {
        out.fill(0);
        terms(x).forEach((value, i) => (out[i % D]! += value));
      },
    },
  );
};

const WHOLE = { P: (_: Float64Array, v: Float64Array, out: Float64Array): void => out.set(v) };

const FAULTS: readonly (readonly [fault: string, broken: Model, check: string])[] = [
  ["the loss has another constant", { ...model, loss: (x) => model.loss(x) + 1e-9 }, "loss against the function"],
  [
    "the sign of the gradient",
    spoil("gradient", (g) => g.forEach((value, a) => (g[a] = -value))),
    "gradient against differences of the function as written",
  ],
  [
    "one entry of the gradient is 0.001 % off",
    spoil("gradient", (g) => (g[1]! *= 1.00001)),
    "gradient against differences of the function as written",
  ],
  ["one entry of the Hessian is doubled", spoil("hessian", (H) => (H[3]! *= 2)), "hessian against differences"],
  ["the Hessian is not symmetric", spoil("hessian", (H) => (H[1] = 0)), "hessian against differences"],
  [
    "T[S] counts the off-diagonal of S once",
    {
      ...model,
      thirdContraction: (x, S, out) => {
        model.thirdContraction(x, Float64Array.of(S[0]!, S[1]! / 2, S[2]! / 2, S[3]!), out);
      },
    },
    "thirdContraction against differences",
  ],
  ["the projector is the identity", { ...model, tangentProject: WHOLE.P }, "tangentProject: P² = P = Pᵀ, tr P = D − M"],
  [
    "the projector is not idempotent",
    {
      ...model,
      tangentProject: (x, v, out) => {
        model.tangentProject(x, v, out);
        out.forEach((value, a) => (out[a] = value / 2));
      },
    },
    "tangentProject: P² = P = Pᵀ, tr P = D − M",
  ],
  [
    "the projector is that of another direction",
    { ...model, tangentProject: (_, v, out) => out.set([v[0]!, 0]) },
    "tangentProject: H P = 0",
  ],
  [
    "the projector is the normal one",
    {
      ...model,
      tangentProject: (x, v, out) => {
        model.tangentProject(x, v, out);
        out.forEach((value, a) => (out[a] = v[a]! - value));
      },
    },
    "tangentProject: H P = 0",
  ],
  [
    "a residual that is not 0 on Γ",
    spoil("residuals", (r) => (r[0]! += 1e-6)),
    "residuals and retractStep at points of Γ",
  ],
  ["a residual that is 0 everywhere", spoil("residuals", (r) => r.fill(0)), "residuals: differences across Γ"],
  [
    "a residual that changes along Γ",
    spoil("residuals", (r, x) => (r[0]! += x[0]! - at0(x))),
    "residuals: differences across Γ",
  ],
  [
    "a retraction that leaves Γ",
    spoil("retractStep", (y) => (y[0]! += 1e-6)),
    "residuals and retractStep at points of Γ",
  ],
  [
    "a retraction that stays where it is",
    spoil("retractStep", (y, x) => y.set(x)),
    "retractStep: differences on Γ are P",
  ],
  [
    "a retraction that goes half the way",
    spoil("retractStep", (y, x) => y.forEach((value, a) => (y[a] = (value + x[a]!) / 2))),
    "retractStep: differences on Γ are P",
  ],
  [
    "a retraction that goes the wrong way",
    spoil("retractStep", (y, x) => y.forEach((value, a) => (y[a] = 2 * x[a]! - value))),
    "retractStep: differences on Γ are P",
  ],
  [
    "1/2 instead of 1/4 for Σ = I",
    reweighted("isotropic", [1, 0, 2]),
    "isotropic drift terms against the eigenvector route",
  ],
  [
    "no compensation for Σ = I",
    reweighted("isotropic", [0, 0, 1]),
    "isotropic drift terms against the eigenvector route",
  ],
  [
    "c/2 instead of c/4 for label noise",
    reweighted("labelNoise", [1, 1, 2]),
    "labelNoise drift terms against the eigenvector route",
  ],
  [
    "the mixed term is dropped",
    reweighted("declared", [1, 0, 1]),
    "declared drift terms against the eigenvector route",
  ],
  [
    "the normal term has the wrong sign",
    reweighted("declared", [1, 1, -1]),
    "declared drift terms against the eigenvector route",
  ],
  [
    "the total is not the sum of its terms",
    spoilNoise("declared", { drift: (out) => (out[1]! *= 1.001) }),
    "declared drift terms against the eigenvector route",
  ],
  [
    "tangent noise is not projected",
    spoilNoise("isotropic", {}, { diffuse: WHOLE.P }),
    "isotropic diffusion against P σ",
  ],
  [
    "a channel of the noise is twice as strong as its limit knows",
    spoilNoise(
      "declared",
      {},
      {
        apply: (x, xi, out) => {
          model.noises.declared!.apply(x, Float64Array.of(xi[0]!, 2 * xi[1]!), out);
        },
      },
    ),
    "declared drift terms against the eigenvector route",
  ],
  [
    "Φ replaced by the nearest point of Γ",
    {
      ...model,
      flow: (x, out) => {
        model.retractStep(x, out);
      },
    },
    "Φ in closed form against the integrated flow",
  ],
  [
    "label-noise flow at twice the speed",
    {
      ...model,
      labelNoiseFlow: (x, t, out) => {
        model.labelNoiseFlow!(x, 2 * t, out);
      },
    },
    "label-noise flow in closed form against its drift",
  ],
];

/** A number that is the first coordinate on Γ itself, so that the spoiled residual is 0 there and differs beside it. */
function at0(x: Float64Array): number {
  const nearest = analysis.located.minimizers.map((m) => m.x).sort((a, b) => distance(a, x) - distance(b, x))[0]!;
  return nearest[0]!;
}
function distance(a: Float64Array, b: Float64Array): number {
  return Math.hypot(...a.map((value, i) => value - b[i]!));
}

test("the unbroken model passes every check, with room to spare", () => {
  const again = selfCheck(analysis, model);
  expect(again).toEqual(checks);
  for (const { name, error, tolerance } of again) expect(error, name).toBeLessThan(tolerance / 100);
  const names = again.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe("planted faults", () => {
  it.each(FAULTS)("%s", (_, broken, check) => {
    const failure = failureOf(broken);
    expect(failure.code).toBe("GS401");
    expect(failure.message).toMatch(
      /^self-check failed: .+: \S+ against \S+ \(relative error .+, allowed .+\) at x = \(/,
    );
    expect(failure.message).toContain(`self-check failed: ${check}`);
  });

  it("is told with the number that was found and the one that was expected", () => {
    const { message } = failureOf(spoil("gradient", (g) => (g[0]! += 0.5)));
    const [, found, expected] = /: (\S+) against (\S+) \(/.exec(message)!.map(Number) as [number, number, number];
    expect(found - expected).toBeCloseTo(0.5, 8);
  });

  it("NaN is a failure too", () => {
    expect(failureOf(spoil("hessian", (H) => H.fill(NaN))).message).toContain("NaN against");
  });
});

function failureOf(broken: Model): { code: string; message: string } {
  try {
    selfCheck(analysis, broken);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error("the fault was not caught");
}
