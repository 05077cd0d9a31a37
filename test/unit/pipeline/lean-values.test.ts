/** Values at a point through the loops and JJᵀ, against the eigenvector route on the loss written out. */
import { expect, it } from "vitest";
import { LOCAL_SGD, leanValuesAt, valuesAt } from "../../../src/pipeline/index.js";
import { leanValues } from "../../../src/pipeline/lean-values.js";
import { leastSquaresCreator } from "../../../src/pipeline/named-sizes.js";
import { readLoss } from "../../../src/read/index.js";
import { type ResidualModel, fillNormal } from "../../../src/runtime/index.js";

const loss = readLoss(new URL("../../../examples/diagonal-net.loss.ts", import.meta.url).pathname);
const options = { retract: true, third: false, localSgd: { ...LOCAL_SGD, batch: 3 } };

const failed = (problem: string): never => {
  throw new Error(problem);
};

function normals(count: number, path: number): number[] {
  const values = new Float64Array(count);
  fillNormal(8, path, 0, values, count);
  return Array.from(values);
}

const point = (n: number, d: number) => ({
  x: normals(2 * d, 0),
  data: { Z: Array.from({ length: n }, (_, i) => normals(d, i + 1)), y: normals(n, 100) },
});

function expectClose(found: unknown, expected: unknown): void {
  if (Array.isArray(expected)) {
    const numbers = expected as readonly number[];
    const scale = Math.max(...numbers.map(Math.abs), 1e-3);
    numbers.forEach((value, i) => {
      expect(Math.abs((found as readonly number[])[i]! - value) / scale).toBeLessThan(1e-8);
    });
  } else if (typeof expected === "number") expectClose([found], [expected]);
  else
    for (const [name, value] of Object.entries(expected as object))
      expectClose((found as Readonly<Record<string, unknown>>)[name], value);
}

it("agrees in all that it gives", () => {
  const { x, data } = point(3, 5);
  const {
    hessian: _,
    third: _third,
    tangentProjector: _P,
    hessianPinv: _H,
    diffusion: _D,
    ...expected
  } = valuesAt(loss, { x, data }, failed, options);
  const { precondDiagH: _S, ...drift } = expected.drift;
  const model = leastSquaresCreator(loss, { n: 3, d: 5 })!(data) as ResidualModel;
  const { params, ...found } = leanValues(model, Float64Array.from(expected.x), options.localSgd);
  expect(params).toEqual(expected.params);
  expectClose(found, { ...expected, params: [], drift });
});

it("is for many parameters, unless D × D arrays are asked for", () => {
  const large = point(4, 40);
  const values = leanValuesAt(loss, large, failed, options)!;
  expect(values.rank).toBe(4);
  expect(values.loss).toBeLessThan(1e-20);
  expect(values).not.toHaveProperty("hessian");
  expect(leanValuesAt(loss, large, failed, { ...options, third: true })).toBeUndefined();
  expect(leanValuesAt(loss, point(3, 5), failed, options)).toBeUndefined();
  expect(() => leanValuesAt(loss, { ...large, x: large.x.slice(1) }, failed, options)).toThrow(
    "it has 79 numbers for the 80 parameters",
  );
});
