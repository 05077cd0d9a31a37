/** One generated file for every size: the loop kernels of the diagonal network at sizes that its example does not have. */
import { expect, it } from "vitest";
import { readLoss, runLossModule } from "../../src/read/index.js";
import { valuesAt, LOCAL_SGD } from "../../src/pipeline/index.js";
import { fillNormal, limitingSde, simulate } from "../../src/runtime/index.js";
import { create } from "../../generated/diagonal-net.loops.js";
import { create as createSimulator } from "../../generated/diagonal-net.sde.js";

const file = new URL("../../examples/diagonal-net.loss.ts", import.meta.url).pathname;

function normals(count: number, path: number): number[] {
  const values = new Float64Array(count);
  fillNormal(3, path, 0, values, count);
  return Array.from(values);
}

const failed = (problem: string): never => {
  throw new Error(problem);
};

it.each([
  [2, 3],
  [4, 9],
  [5, 12],
])("n = %i, d = %i", (n, d) => {
  const Z = Array.from({ length: n }, (_, i) => normals(d, i));
  const data = { Z, y: normals(n, 100) };
  const kernels = create({ n, d }, data);
  const [u, v] = [normals(d, 101), normals(d, 102)];
  const x = Float64Array.from([...u, ...v]);
  expect(kernels.dimension).toBe(2 * d);
  expect(kernels.loss(x)).toBeCloseTo(runLossModule(file).loss({ u, v }, data), 10);

  const options = { retract: false, third: false, localSgd: LOCAL_SGD };
  const values = valuesAt(readLoss(file), { x: Array.from(x), data }, failed, options);
  const out = new Float64Array(2 * d);
  kernels.gradient(x, out);
  out.forEach((value, a) => {
    expect(value).toBeCloseTo(values.gradient[a]!, 10);
  });
  // theory: tr H = (4/n) Σ q_j (u_j² + v_j²) on Γ, so its gradient is one multiplication a parameter.
  kernels.hessianTraceGradient(x, out);
  const q = u.map((_, j) => Z.reduce((sum, row) => sum + row[j]! ** 2, 0));
  [...u, ...v].forEach((value, a) => {
    expect(out[a]).toBeCloseTo(((8 / n) * q[a % d]! * value), 10);
  });
});

it("says what is wrong with sizes and data", () => {
  expect(() => create({ n: 1, d: 2 }, { Z: [[1]], y: [1] })).toThrow("data.Z[0]: expected an array of 2 entries");
  expect(() => create({ n: 0, d: 2 }, { Z: [], y: [] })).toThrow("sizes.n: expected a positive integer");
});

it("the limiting flow follows u_j v_j(t) = u_j v_j(0) exp(-4 c q_j t / n)", () => {
  const data = { Z: [[1, 2, -1], [2, -1, 1]], y: [0.5, 0.75] };
  const model = createSimulator(data);
  const start = Float64Array.of(0.83, 0.45, 0.54, 0.5, 0.5, 0.68);
  for (let k = 0; k < 20; k++) {
    const next = new Float64Array(6);
    model.retractStep(start, next);
    start.set(next);
  }
  const [T, steps] = [0.1, 4000];
  const process = limitingSde(model, { noise: "labelNoise", dt: T / steps, seed: 0 });
  let end = start;
  for (const { x } of simulate(process, { start, steps, every: steps })) end = Float64Array.from(x);
  for (const j of [0, 1, 2]) {
    const q = data.Z[0]![j]! ** 2 + data.Z[1]![j]! ** 2;
    const expected = start[j]! * start[j + 3]! * Math.exp((-4 * q * T) / 2);
    expect(end[j]! * end[j + 3]!).toBeCloseTo(expected, 4);
  }
});

it("names the data that are missing", () => {
  const nothing = undefined as unknown as Parameters<typeof createSimulator>[0];
  expect(() => createSimulator(nothing)).toThrow("data: expected an object with Z, y; missing Z, y");
  expect(() => createSimulator({ Z: [[1]] } as unknown as typeof nothing)).toThrow("missing y");
  expect(() => create({ n: 1, d: 1 }, nothing)).toThrow("missing Z, y");
});
