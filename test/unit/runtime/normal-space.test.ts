/** The normal space through JJᵀ against that by eigenvectors of ∇²L, for every limit, and at sizes where only the first can be. */
import { describe, expect, test } from "vitest";
import {
  type Covariance,
  createProcess,
  type CurvatureModel,
  type EigenModel,
  fillNormal,
  hessianCovariance,
  isotropicCovariance,
  type LimitCoefficients,
  type LimitingDynamics,
  limits,
  noiseCovariance,
  type ProcessSpec,
  type ResidualModel,
  retraction,
  sampleCovariance,
  simulate,
} from "../../../src/runtime/index.js";
import { create as createDiagonalNet } from "../../../generated/diagonal-net.sde.js";
import { create as createSoftmaxRegression } from "../../../generated/softmax-regression.sde.js";
import { create as createTwoLayerNet } from "../../../generated/two-layer-net.sde.js";

function normals(count: number, path: number): number[] {
  const values = new Float64Array(count);
  fillNormal(5, path, 0, values, count);
  return Array.from(values);
}
const matrix = (n: number, d: number): number[][] => Array.from({ length: n }, (_, i) => normals(d, i));

const diagonalNet = (n: number, d: number): ResidualModel => createDiagonalNet({ Z: matrix(n, d), y: normals(n, 90) });
const twoLayerNet = (n: number, m: number): ResidualModel =>
  createTwoLayerNet({ X: matrix(n, 3), y: normals(n, 90) }, { m });

const softmaxRegression = createSoftmaxRegression(
  {
    Z: matrix(2, 4),
    Y: [
      [1, 0, 0],
      [0, 0, 1],
    ],
  },
  {},
  { rank: 4 },
);

/** A point of Γ, away from the points where an entry of diag ∇²L is 0. */
function onGamma(model: ResidualModel | EigenModel): Float64Array {
  const x = Float64Array.from(normals(model.dimension, 91), (value) => value + Math.sign(value) / 2);
  retraction(model)(x);
  return x;
}

/** The same model without its short ways. */
const byHessian = ({ dimension, hessian, thirdContraction }: CurvatureModel): CurvatureModel => ({
  ...{ dimension, hessian, thirdContraction },
});

/** BBᵀ */
function diffusionOf({ diffusion, factor }: LimitCoefficients, D: number): Float64Array {
  if (diffusion !== undefined || !factor) return diffusion ?? new Float64Array(D * D);
  const out = new Float64Array(D * D);
  noiseCovariance({
    channels: factor.channels,
    apply: (_x, xi, column) => {
      factor.apply(xi, column);
    },
  })(new Float64Array(D), out);
  return out;
}

function expectClose(found: Float64Array, expected: Float64Array): void {
  const size = Math.hypot(...expected);
  expect(found.length).toBe(expected.length);
  expect(Math.hypot(...found.map((value, a) => value - expected[a]!))).toBeLessThan(1e-9 * (size + 1));
}

const local = { workers: 4, batch: 4, alpha: 0.6 };

describe.each([
  ["diagonal net, D = 6, M = 2", diagonalNet(2, 3)],
  ["diagonal net, D = 18, M = 4", diagonalNet(4, 9)],
  ["two-layer net, D = 25, M = 4", twoLayerNet(4, 5)],
  ["softmax regression, D = 12, M = 4", softmaxRegression],
] as const)("%s", (_, model) => {
  const D = model.dimension;
  const x = onGamma(model);
  const S = Float64Array.from({ length: D }, (__, a) => 0.5 + a / D);
  const scales = (___: Float64Array, out: Float64Array): void => {
    out.set(S);
  };
  const plain: Covariance = (___, out) => {
    for (let a = 0; a < D; a++) for (let b = 0; b < D; b++) out[a * D + b] = (a === b ? 1 : 0) + S[a]! * S[b]!;
  };
  const noises: Readonly<Record<string, Covariance>> = {
    "Σ = I": isotropicCovariance,
    "label noise": hessianCovariance(model, 0.7),
    ...(model.samples && { samples: sampleCovariance(model.samples) }),
    "a rank-one noise": noiseCovariance({
      channels: 1,
      apply: (at, xi, out) => {
        for (let a = 0; a < D; a++) out[a] = xi[0]! * Math.cos(at[a]! + a);
      },
    }),
    "a matrix": plain,
  };
  const compare = (limit: LimitingDynamics<never>, options: object, state = x): void => {
    const row = limit as LimitingDynamics<object>;
    const found = row.coefficients(model, state, model.rank, options);
    const expected = row.coefficients(byHessian(model), state, model.rank, options);
    expectClose(found.drift, expected.drift);
    expectClose(diffusionOf(found, D), diffusionOf(expected, D));
    if (!row.potential) return;
    const value = (of: CurvatureModel): number => row.potential!.value(of, state, model.rank, options);
    expect(value(model)).toBeCloseTo(value(byHessian(model)), 9);
  };

  test.each(["isotropic", "labelNoise", "normalizedGd", "sqrtLoss", "samFull", "samSingle"] as const)("%s", (name) => {
    compare(limits[name], {});
  });
  test.each(Object.entries(noises))("noisy limits, %s", (__, Sigma) => {
    for (const name of ["declared", "heavyBall"] as const) compare(limits[name], { Sigma });
    compare(limits.localSgd, { Sigma, ...local });
    compare(limits.preconditioned, { Sigma, scales });
    compare(limits.adam, { Sigma, secondMomentRate: 1.3 }, Float64Array.of(...x, ...S));
  });
  test("precondDiagH", () => {
    compare(limits.precondDiagH, { c: 0.7 });
  });
});

describe("D = 1000, M = 15: nothing is D × D", () => {
  const model = diagonalNet(15, 500);
  const { dimension: D, rank } = model;
  const x = onGamma(model);
  /** A D × D array would be asked for through these. */
  const guarded: ResidualModel = {
    ...model,
    hessian: () => {
      throw new Error("∇²L was formed");
    },
    thirdContraction: () => {
      throw new Error("T[S] was formed");
    },
  };

  /** V(R(x + h v)) − V(R(x − h v)) over 2h, R the retraction. */
  const rateOf = (V: (at: Float64Array) => number, v: Float64Array): number => {
    const h = 1e-4 / Math.hypot(...v);
    const retract = retraction(model);
    const [ahead, behind] = [h, -h].map((step) => {
      const at = x.map((value, a) => value + step * v[a]!);
      retract(at);
      return V(at);
    });
    return (ahead! - behind!) / (2 * h);
  };

  test.each(["normalizedGd", "sqrtLoss", "samFull"] as const)("%s descends its potential: dV/dt = −|X'|²", (name) => {
    const { potential } = limits[name];
    const { drift } = limits[name].coefficients(guarded, x, rank, {});
    const squared = drift.reduce((sum, value) => sum + value ** 2, 0);
    expect(rateOf((at) => potential!.value(guarded, at, rank, {}), drift) / -squared).toBeCloseTo(1, 5);
  });

  test("precondDiagH: dV/dt = −X'ᵀS⁻¹X'", () => {
    const { potential } = limits.precondDiagH;
    const { drift } = limits.precondDiagH.coefficients(guarded, x, rank, {});
    const diagonal = new Float64Array(D);
    model.hessianDiagonal(x, diagonal);
    const squared = drift.reduce((sum, value, a) => sum + value ** 2 * Math.sqrt(diagonal[a]!), 0);
    expect(rateOf((at) => potential!.value(guarded, at, rank, {}), drift) / -squared).toBeCloseTo(1, 5);
  });

  test("Adam's and local SGD's drift of label noise, at v = diag H and α → 0, are those that have it in closed form", () => {
    const Sigma = hessianCovariance(guarded);
    const diagonal = new Float64Array(D);
    model.hessianDiagonal(x, diagonal);
    const adam = limits.adam.coefficients(guarded, Float64Array.of(...x, ...diagonal), rank, {
      ...{ Sigma, secondMomentRate: 1 },
    });
    expectClose(adam.drift.slice(0, D), limits.precondDiagH.coefficients(guarded, x, rank, {}).drift);
    expectClose(adam.drift.slice(D), new Float64Array(D));
    const expected = new Float64Array(D);
    model.noises.labelNoise.drift(x, expected);
    const { drift } = limits.localSgd.coefficients(guarded, x, rank, { Sigma, workers: 4, batch: 1, alpha: 1e-14 });
    expectClose(drift, expected);
  });

  const specs: readonly (readonly [ProcessSpec["dynamics"], ProcessSpec["options"]])[] = [
    ...(["isotropic", "labelNoise", "normalizedGd", "sqrtLoss", "samFull", "samSingle"] as const).map(
      (name) => [name, {}] as const,
    ),
    ["heavyBall", { noise: "labelNoise" }],
    ["localSgd", {}],
    ["preconditioned", { noise: "labelNoise" }],
    ["precondDiagH", {}],
    ["adam", {}],
    ["sampleSgd", {}],
    ["itoSgd", {}],
  ];
  test.each(specs)("%s and its limit take a step", (dynamics, options) => {
    for (const side of ["algorithm", "limit"] as const) {
      const process = createProcess(guarded, {
        ...{ dynamics, side },
        options: { ...options, ...(side === "algorithm" ? { learningRate: 1e-3 } : { dt: 1e-5 }), watch: 1 },
      });
      const [, end] = [...simulate(process, { start: x, steps: 1 })];
      expect(end!.x.every(Number.isFinite)).toBe(true);
    }
  });
});
