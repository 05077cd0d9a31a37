/** Losses of any form with many parameters: through products with ∇²L, against the matrix and against least squares. */
import { expect, it } from "vitest";
import { LOCAL_SGD, leanValuesAt } from "../../../src/pipeline/index.js";
import { generalCreator, leastSquaresCreator } from "../../../src/pipeline/named-sizes.js";
import { readLoss } from "../../../src/read/index.js";
import {
  type EigenModel,
  type ResidualModel,
  fillNormal,
  numericalRank,
  retraction,
} from "../../../src/runtime/index.js";
import { largestEigenpairs } from "../../../src/runtime/linear-algebra/index.js";

const IMPORTS = `import { type Matrix, type Vector, mean, softplus, sum } from "gen-sde";\n`;
const NET = `{ u, v }: { u: Vector<"d">; v: Vector<"d"> }, { Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> }`;
const OUTPUT = "sum(u, (uj, j) => Z[i]![j]! * (uj ** 2 - v[j]! ** 2))";
const squares = readLoss(
  "/virtual/squares.loss.ts",
  `${IMPORTS}export const loss = (${NET}) => mean(y, (yi, i) => (${OUTPUT} - yi) ** 2) / 2;`,
);
const logistic = readLoss(
  "/virtual/logistic.loss.ts",
  `${IMPORTS}export const loss = (${NET}) => mean(y, (qi, i) => { const f = ${OUTPUT}; return softplus(f) - qi * f; });`,
);

function normals(count: number, path: number): Float64Array {
  const values = new Float64Array(count);
  fillNormal(8, path, 0, values, count);
  return values;
}
const data = (n: number, d: number, y: (i: number) => number) => ({
  Z: { values: normals(n * d, 1), shape: [n, d] },
  y: Float64Array.from({ length: n }, (_, i) => y(i)),
});

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-8): void {
  const scale = Math.max(...Array.from(expected, Math.abs));
  Array.from(expected).forEach((value, a) => {
    expect(Math.abs(found[a]! - value) / scale).toBeLessThan(tolerance);
  });
}
const filled = (length: number, write: (out: Float64Array) => void): Float64Array => {
  const out = new Float64Array(length);
  write(out);
  return out;
};

it("eigenpairs of a matrix with multiple and with small eigenvalues", () => {
  const D = 200;
  const wanted = [5, 5, 5, 1, 1e-4, 1e-6];
  const basis = largestEigenpairs(
    (v, out) => out.set(v.map((value, a) => value * Math.cos(a))),
    D,
    wanted.length,
  ).vectors;
  const apply = (v: Float64Array, out: Float64Array): void => {
    out.fill(0);
    basis.forEach((q, k) => {
      const along = wanted[k]! * q.reduce((sum, value, a) => sum + value * v[a]!, 0);
      q.forEach((value, a) => (out[a]! += along * value));
    });
  };
  const { values, vectors, residual } = largestEigenpairs(apply, D, wanted.length);
  expectClose(values, wanted, 1e-14);
  values.forEach((value, k) => expect(Math.abs(value / wanted[k]! - 1)).toBeLessThan(1e-9));
  expect(residual).toBeLessThan(1e-13);
  vectors.forEach((q, k) => {
    const image = filled(D, (out) => apply(q, out));
    expectClose(
      image,
      q.map((value) => value * wanted[k]!),
      1e-8,
    );
  });
  expect(numericalRank((_x, v, out) => apply(v, out), new Float64Array(D))).toBe(6);
});

it("the form for any loss, by products alone, gives what JJᵀ gives at D = 160, M = 12", () => {
  const [n, d] = [12, 80];
  const given = data(n, d, (i) => Math.sin(i));
  const sizes = { n, d };
  const expected = leastSquaresCreator(squares, sizes)!(given, sizes) as ResidualModel;
  const x = normals(2 * d, 2);
  retraction(expected)(x);
  const model = generalCreator(squares, sizes)(given, sizes, { rank: n }) as EigenModel;
  expect(numericalRank(model.hessianVector, x)).toBe(n);
  expect(() => generalCreator(squares, sizes)(given, sizes)).toThrow("give the rank of ∇²L on Γ");
  expectClose([model.logPseudoDeterminant(x)], [expected.logPseudoDeterminant(x)], 1e-12);
  expectClose(model.normalFrame(x).values, expected.normalFrame(x).eigen().values, 1e-12);
  const v = normals(2 * d, 3);
  for (const member of ["tangentProject", "pseudoInverse"] as const)
    expectClose(
      filled(2 * d, (out) => model[member](x, v, out)),
      filled(2 * d, (out) => expected[member](x, v, out)),
      1e-9,
    );
  for (const noise of ["isotropic", "labelNoise"] as const)
    expectClose(
      filled(6 * d, (out) => model.noises[noise].driftTerms(x, out)),
      filled(6 * d, (out) => expected.noises[noise].driftTerms(x, out)),
      1e-9,
    );
});

it("`derive --at` of a classifier with 1,000 parameters finds Γ and the rank", () => {
  const [n, d] = [10, 500];
  const given = data(n, d, (i) => 0.2 + 0.06 * i);
  const flat = {
    Z: Array.from({ length: n }, (_, i) => Array.from(given.Z.values.slice(i * d, (i + 1) * d))),
    y: Array.from(given.y),
  };
  const failed = (problem: string): never => {
    throw new Error(problem);
  };
  const options = { retract: true, third: false, localSgd: LOCAL_SGD };
  const values = leanValuesAt(logistic, { x: Array.from(normals(2 * d, 5)), data: flat }, failed, options)!;
  expect(values.rank).toBe(n);
  expect(Math.max(...values.gradient.map(Math.abs))).toBeLessThan(1e-12);
  // On Γ sigmoid(f_i) = q_i: ∇²L is (1/n) Σ q_i(1 − q_i) ∇f_i∇f_iᵀ, and the drifts are those of weighted least squares.
  const weighted = readLoss(
    "/virtual/weighted.loss.ts",
    `${IMPORTS}export const loss = (${NET}) => mean(y, (qi, i) => qi * (1 - qi) * (${OUTPUT} - Math.log(qi / (1 - qi))) ** 2) / 2;`,
  );
  const same = leastSquaresCreator(weighted, { n, d })!(given, { n, d }) as ResidualModel;
  const x = Float64Array.from(values.x);
  expectClose([values.logPseudoDet, values.traceHessian], [same.logPseudoDeterminant(x), same.hessianTrace(x)], 1e-10);
  for (const term of ["compensation", "normal"] as const) {
    const terms = filled(6 * d, (out) => same.noises.isotropic.driftTerms(x, out));
    expectClose(
      values.drift.isotropic[term],
      terms.slice(term === "normal" ? 4 * d : 0, term === "normal" ? 6 * d : 2 * d),
    );
  }
});

it("1,000 residuals: P, H⁺, ln det G and the drift for label noise through a G of 1,000 × 1,000", () => {
  const [n, d] = [1000, 1200];
  const given = data(n, d, (i) => Math.sin(i));
  const sizes = { n, d };
  const create = leastSquaresCreator(squares, sizes)!;
  const model = create(given, sizes) as ResidualModel;
  const x = normals(2 * d, 6).map((value) => 1 + 0.1 * value);
  retraction(model)(x);
  expect(model.loss(x)).toBeLessThan(1e-20);
  const v = normals(2 * d, 7);
  const Pv = filled(2 * d, (out) => model.tangentProject(x, v, out));
  const HPv = filled(2 * d, (out) => model.hessianVector(x, Pv, out));
  const size = Math.max(...filled(2 * d, (out) => model.hessianVector(x, v, out)).map(Math.abs));
  expect(Math.max(...HPv.map(Math.abs)) / size).toBeLessThan(1e-10);
  // H H⁺ v = v − P v
  const HHv = filled(2 * d, (out) =>
    model.hessianVector(
      x,
      filled(2 * d, (z) => model.pseudoInverse(x, v, z)),
      out,
    ),
  );
  expectClose(
    HHv,
    v.map((value, a) => value - Pv[a]!),
    1e-8,
  );
  const drift = filled(2 * d, (out) => model.noises.labelNoise.drift(x, out));
  const cg = create(given, sizes, { solver: "cg" } as object) as ResidualModel;
  expectClose(
    filled(2 * d, (out) => cg.noises.labelNoise.drift(x, out)),
    drift,
    1e-8,
  );
});
