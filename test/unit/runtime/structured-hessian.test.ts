/** ∇²L as rows and a diagonal, against the matrix. */
import { expect, it } from "vitest";
import { leastSquaresCreator } from "../../../src/pipeline/named-sizes.js";
import { readLoss } from "../../../src/read/index.js";
import { type ResidualModel, fillNormal, retraction } from "../../../src/runtime/index.js";
import { create as diagonalNet } from "../../../generated/diagonal-net.sde.js";

function normals(count: number, path: number): Float64Array {
  const values = new Float64Array(count);
  fillNormal(6, path, 0, values, count);
  return values;
}

function expectDense(model: ResidualModel, x: Float64Array, tolerance = 1e-12): void {
  const D = x.length;
  const H = new Float64Array(D * D);
  model.hessian(x, H);
  const structured = model.structuredHessian(x);
  const { rows, diagonal } = structured;
  const scale = Math.max(...H.map(Math.abs));
  const v = normals(D, 9);
  const product = new Float64Array(D);
  structured.multiply(v, product);
  for (let a = 0; a < D; a++) {
    let expected = 0;
    for (let b = 0; b < D; b++) {
      const entry = rows.reduce((sum, row) => sum + row[a]! * row[b]!, a === b ? diagonal[a]! : 0);
      expect(Math.abs(entry - H[a * D + b]!) / scale).toBeLessThan(tolerance);
      expected += H[a * D + b]! * v[b]!;
    }
    expect(Math.abs(product[a]! - expected) / scale).toBeLessThan(10 * tolerance);
  }
}

it("of the diagonal network, on Γ and beside it", () => {
  const [n, d] = [3, 6];
  const model = diagonalNet({ Z: { values: normals(n * d, 1), shape: [n, d] }, y: normals(n, 2) });
  const x = normals(2 * d, 3);
  expectDense(model, x);
  expect(Math.max(...model.structuredHessian(x).diagonal.map(Math.abs))).toBeGreaterThan(0.1);
  retraction(model)(x);
  expectDense(model, x);
  expect(Math.max(...model.structuredHessian(x).diagonal.map(Math.abs))).toBeLessThan(1e-12);
});

it("of other residuals on Γ, where entries of weight 0 do not count", () => {
  const loss = readLoss(
    "/virtual/masked.loss.ts",
    `import { type Matrix, type Vector, dot, sum } from "gen-sde";
     export const loss = ({ W, w }: { W: Matrix<"h", "d">; w: Vector<"h"> }, { X, y, mask }: { X: Matrix<"n", "d">; y: Vector<"n">; mask: Vector<"n"> }) =>
       sum(y, (yi, i) => mask[i]! * (sum(w, (wk, k) => wk * Math.tanh(dot(W[k]!, X[i]!))) - yi) ** 2) / 2;`,
  );
  const data = { X: { values: normals(8, 4), shape: [4, 2] }, y: [0.2, 9, -0.1, 0.3], mask: [1, 0, 2, 0.5] };
  const model = leastSquaresCreator(loss, { n: 4, d: 2, h: 3 })!(data, { h: 3 }) as ResidualModel;
  const x = normals(9, 5);
  retraction(model)(x);
  expect(model.structuredHessian(x).rows.length).toBe(3);
  expectDense(model, x);
});
