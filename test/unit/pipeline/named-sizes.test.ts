/** One simulator for every size: the drifts at sizes of the example and at others, against values from elsewhere. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { LOCAL_SGD, type PointValues, generate, valuesAt } from "../../../src/pipeline/index.js";
import { type CreateForSizes, loadNamedSizes } from "../../../src/pipeline/named-sizes.js";
import { type LossModel, readLoss } from "../../../src/read/index.js";
import { type SizedModel, fillNormal, labelNoiseSgd, retraction } from "../../../src/runtime/index.js";

const IMPORTS = `import { type Matrix, type Vector, dot, mean, softplus, sum } from "gen-sde";\n`;

const read = (name: string, body: string): LossModel => readLoss(`/virtual/${name}.loss.ts`, IMPORTS + body);

/** The module of the loss, which has passed its own checks, as a function of data, sizes and options. */
async function creator(model: LossModel): Promise<CreateForSizes> {
  return loadNamedSizes((await generate(model)).emitted.text, true);
}

const failed = (problem: string): never => {
  throw new Error(problem);
};

interface GoldenDrift {
  readonly compensation: number[];
  readonly mixed: number[];
  readonly normal: number[];
}
interface GoldenPoint {
  readonly x: number[];
  readonly ln_pdet: number;
  readonly trH: number;
  readonly drift_Sigma_I: GoldenDrift;
  readonly drift_Sigma_H: GoldenDrift;
}

const golden = JSON.parse(readFileSync(new URL("../../numeric/golden.json", import.meta.url), "utf8")) as {
  losses: { name: string; points: GoldenPoint[] }[];
};
const pointsOf = (name: string): GoldenPoint[] => golden.losses.find((loss) => loss.name === name)!.points;

const terms = ({ compensation, mixed, normal }: GoldenDrift): number[] => [...compensation, ...mixed, ...normal];

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  const scale = Math.max(...Array.from(expected, Math.abs), 1e-3);
  Array.from(expected).forEach((value, a) => {
    expect(Math.abs(found[a]! - value) / scale).toBeLessThan(1e-9);
  });
}

const termsOf = (model: SizedModel, name: "isotropic" | "labelNoise" | "declared", x: Float64Array): Float64Array => {
  const out = new Float64Array(3 * model.dimension);
  model.noises[name]!.driftTerms(x, out);
  return out;
};

function expectGolden(model: SizedModel, { x, ln_pdet, trH, drift_Sigma_I, drift_Sigma_H }: GoldenPoint): void {
  const at = Float64Array.from(x);
  expectClose([model.logPseudoDeterminant(at), model.hessianTrace(at)], [ln_pdet, trH]);
  expectClose(termsOf(model, "isotropic", at), terms(drift_Sigma_I));
  expectClose(termsOf(model, "labelNoise", at), terms(drift_Sigma_H));
}

/** Against the eigenvector route on the loss written out at these sizes. */
function expectWrittenOut(model: SizedModel, loss: LossModel, data: unknown, start: number[]): void {
  const x = Float64Array.from(start);
  retraction(model)(x);
  const options = { retract: false, third: false, localSgd: LOCAL_SGD };
  const values: PointValues = valuesAt(loss, { x: Array.from(x), data }, failed, options);
  expect(values.rank).toBe(model.rank);
  expectClose([model.loss(x), model.logPseudoDeterminant(x)], [values.loss, values.logPseudoDet]);
  for (const name of ["isotropic", "labelNoise", "declared"] as const) {
    const drift = values.drift[name];
    if (drift) expectClose(termsOf(model, name, x), terms(drift));
  }
}

function normals(count: number, path: number): number[] {
  const values = new Float64Array(count);
  fillNormal(5, path, 0, values, count);
  return Array.from(values);
}
const rows = (n: number, d: number): number[][] => Array.from({ length: n }, (_, i) => normals(d, i));

describe("a network whose width no array shows", () => {
  const loss = read(
    "tanh",
    `export const loss = (
      { a, w, b }: { a: Vector<"h">; w: Vector<"h">; b: Vector<"h"> }, { z, y }: { z: Vector<"n">; y: Vector<"n"> },
    ) => sum(z, (zi, i) => (sum(a, (aj, j) => aj * Math.tanh(w[j]! * zi + b[j]!)) - y[i]!) ** 2) / 2;
    export const example = { params: { a: [0.6, -0.6], w: [1, 0.7], b: [-0.1, 0] }, data: { z: [-0.7, 1.2], y: [0.3, -0.5] } };`,
  );
  const data = { z: [-0.7, 1.2], y: [0.3, -0.5] };
  let create: CreateForSizes;
  beforeAll(async () => {
    create = await creator(loss);
  });
  it("has the reference values at another width than the example's", () => {
    for (const point of pointsOf("tanh_net_2samples_3hidden")) expectGolden(create(data, { h: 3 }), point);
  });
  it("asks for the width", () => {
    expect(() => create(data)).toThrow("sizes.h: no array of the data shows this size; give it");
  });
  it("every label perturbed in every step: c = δ²", () => {
    const all = { batch: 2, replacement: false, delta: 0.3, learningRate: 0.1, seed: 1 };
    expect(labelNoiseSgd(create(data, { h: 3 }), all).c).toBeCloseTo(0.09, 14);
  });
});

describe("a masked matrix factorization", () => {
  const loss = read(
    "factorization",
    `export const loss = (
      { U, V }: { U: Matrix<"m", "k">; V: Matrix<"n", "k"> }, { mask, Y }: { mask: Matrix<"m", "n">; Y: Matrix<"m", "n"> },
    ) => sum(U, (Ua, a) => sum(V, (Vb, b) => mask[a]![b]! * (dot(Ua, Vb) - Y[a]![b]!) ** 2)) / 2;
    export const example = { params: { U: [[1.2], [-0.4]], V: [[1.5], [0.1]] }, data: { mask: [[1, 0], [1, 1]], Y: [[2, 0], [0.5, 1]] } };`,
  );
  let create: CreateForSizes;
  beforeAll(async () => {
    create = await creator(loss);
  });
  it("without a mask has the reference values", () => {
    const model = create(
      {
        mask: [
          [1, 1],
          [1, 1],
        ],
        Y: [
          [2, 0.5],
          [-0.25, 1],
        ],
      },
      { k: 2 },
    );
    for (const point of pointsOf("matrix_factorization_2x2")) expectGolden(model, point);
  });
  it("leaves out what the mask hides", () => {
    const data = {
      mask: [
        [1, 0, 1],
        [0, 1, 1],
      ],
      Y: [
        [2, 9, 0.5],
        [9, 1, -0.25],
      ],
    };
    const model = create(data, { k: 2 });
    expect(model.rank).toBe(4);
    expectWrittenOut(model, loss, data, [1.2, 0.3, -0.4, 0.9, 1.5, 0.4, 0.1, 1.2, 0.3, -0.8]);
    // Six entries are drawn, of which four count: c = n δ²/B.
    expect(model.labels).toMatchObject({ name: "Y", count: 6 });
    expect(labelNoiseSgd(model, { delta: 0.5, batch: 3, learningRate: 0.1, seed: 1 }).c).toBeCloseTo(0.5, 14);
  });
  it("of lower rank than there are entries works with that rank", () => {
    // 2 × 2 of rank 1: three of four entries are independent.
    const data = {
      mask: [
        [1, 1],
        [1, 1],
      ],
      Y: [
        [1.8, 0.12],
        [-0.6, -0.04],
      ],
    };
    const model = create(data, { k: 1 }, { rank: 3 });
    expectWrittenOut(model, loss, data, [1.2, -0.4, 1.5, 0.1]);
  });
});

describe("declared noise", () => {
  const loss = read(
    "noisy",
    `export const loss = ({ v }: { v: Vector<"d"> }, { Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> }) =>
      mean(y, (yi, i) => (sum(v, (vj, j) => Z[i]![j]! * vj ** 2) - yi) ** 2);
    export const noise = (
      { v }: { v: Vector<"d"> }, { xi, zeta }: { xi: Vector<"n">; zeta: Vector<"d"> }, { Z }: { Z: Matrix<"n", "d">; y: Vector<"n"> },
    ) => ({ v: v.map((vj, j) => sum(xi, (x, i) => Z[i]![j]! * x) + 0.3 * vj * zeta[j]!) });
    export const example = { params: { v: [0.9, 0.5, 1.1] }, data: { Z: [[1, 2, -1], [2, -1, 1]], y: [0.5, 0.75] } };`,
  );
  it("all three terms at other sizes", async () => {
    const create = await creator(loss);
    const data = { Z: rows(3, 5), y: [0.4, -0.2, 0.7] };
    expectWrittenOut(create(data), loss, data, [0.9, 1.2, 1.1, 0.8, 1.3]);
  });
});

describe("a loss that is no sum of squares", () => {
  const loss = read(
    "logistic",
    `export const loss = ({ u, v }: { u: Vector<"d">; v: Vector<"d"> }, { Z, q }: { Z: Matrix<"n", "d">; q: Vector<"n"> }) =>
      mean(q, (qi, i) => {
        const f = sum(u, (uj, j) => Z[i]![j]! * (uj ** 2 - v[j]! ** 2));
        return softplus(f) - qi * f;
      });
    export const noise = (
      { u, v }: { u: Vector<"d">; v: Vector<"d"> }, { xi }: { xi: Vector<"d"> }, { Z }: { Z: Matrix<"n", "d">; q: Vector<"n"> },
    ) => ({ u: u.map((uj, j) => xi[j]! + 0.2 * uj * xi[0]!), v: v.map((vj, j) => Z[0]![j]! * xi[j]! - vj * xi[j]!) });
    export const example = {
      params: { u: [0.83, 0.45, 0.54], v: [0.5, 0.5, 0.68] }, data: { Z: [[1, 2, -1], [2, -1, 1]], q: [0.6, 0.7] },
    };`,
  );
  it("goes through the eigenvectors of ∇²L, at any size", async () => {
    const create = await creator(loss);
    const data = { Z: rows(3, 4), q: [0.6, 0.3, 0.45] };
    const model = create(data, {}, { rank: 3 });
    expectWrittenOut(model, loss, data, [0.9, 1.2, 1.1, 0.8, 0.7, 0.6, 0.9, 1.1]);
    expect(() => create(data, {}, { rank: 9 })).toThrow("rank must be an integer from 1 to 8");
  });
});
