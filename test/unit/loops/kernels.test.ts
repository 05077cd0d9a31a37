/** Every loop kernel against the unrolled loss. */
import { describe, expect, it } from "vitest";
import { add, multiply, num, power, two } from "../../../src/expr/index.js";
import { gradient } from "../../../src/calculus/index.js";
import { LOOP_KERNELS, deriveLoops, lowerLoops } from "../../../src/loops/index.js";
import { logsumexp, softmax } from "../../../src/language/index.js";
import { type Kernels, compile } from "./compile.js";
import { type LossName, SOURCES, problem } from "./losses.js";
import { Reference, numbers } from "./reference.js";

/** Odd sizes too small and too large for the tiles, none equal to another. */
const SIZES = [
  { n: 5, d: 3, m: 6, k: 2, h: 4, p: 2, c: 3 },
  { n: 2, d: 5, m: 3, k: 1, h: 3, p: 7, c: 2 },
];

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((total, value, i) => total + value * b[i]!, 0);
const times = (M: readonly number[][], v: ArrayLike<number>): number[] => M.map((row) => dot(row, v));
const transposed = (M: readonly number[][]): number[][] => (M[0] ?? []).map((_, j) => M.map((row) => row[j]!));

function close(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const scale = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((value, i) => expect(Math.abs(actual[i]! - value) / scale).toBeLessThan(1e-12));
}

function run(kernels: Kernels, name: string, length: number, ...args: Float64Array[]): Float64Array {
  // What the array held before does not matter, and neither does an earlier call.
  const out = new Float64Array(length).fill(7);
  kernels[name]!(...args, out);
  kernels[name]!(...args, out);
  return out;
}

/** The mean over the samples drawn, sample by sample, added to what is there. */
function addedUp(kernels: Kernels, x: Float64Array, rows: Float64Array, shifts = rows.map(() => 0)): Float64Array {
  const out = new Float64Array(x.length).fill(7);
  rows.forEach((i, b) => kernels.addSampleGradient!(x, Float64Array.of(i, shifts[b]!, 1 / rows.length), out));
  return out.map((value) => value - 7);
}

describe.each(Object.keys(SOURCES) as LossName[])("%s", (name) => {
  const program = lowerLoops(deriveLoops(problem(name), LOOP_KERNELS));
  const create = compile(program);
  it.each(SIZES)("n = $n, d = $d", (sizes) => {
    const reference = new Reference(problem(name), sizes);
    const { x, residuals, weights } = reference;
    const kernels = create(sizes, reference.data);
    const D = x.length;
    const v = numbers(D, 11);
    const hessian = reference.hessian(reference.loss);
    close([kernels.loss!(x)!], reference.values([reference.loss]));
    close(run(kernels, "gradient", D, x), reference.gradient(reference.loss));
    close(run(kernels, "hessianVector", D, x, v), times(hessian, v));
    close(run(kernels, "hessian", D * D, x), hessian.flat());
    // A dense matrix of rank two, v vᵀ - 2 w wᵀ.
    const w = numbers(D, 14);
    const S = new Float64Array(D * D).map((_, k) => {
      const [a, b] = [Math.floor(k / D), k % D];
      return v[a]! * v[b]! - 2 * w[a]! * w[b]!;
    });
    const [alongV, alongW] = [v, w].map((direction) => reference.thirdAlong(direction)) as [number[], number[]];
    close(run(kernels, "thirdAlong", D, x, v), alongV);
    close(
      run(kernels, "thirdContraction", D, x, S),
      alongV.map((value, a) => value - 2 * alongW[a]!),
    );
    close(run(kernels, "laplacianGradient", D, x), reference.gradient(reference.laplacian()));
    close([kernels.laplacian!(x)!], [hessian.reduce((trace, row, a) => trace + row[a]!, 0)]);
    if (kernels.batchGradient && residuals.length === 0) {
      // Every sample once, in any order: the gradient.
      const rows = Float64Array.from({ length: sizes.n }, (_, i) => sizes.n - 1 - i);
      close(run(kernels, "batchGradient", D, x, rows), reference.gradient(reference.loss));
      close(addedUp(kernels, x, rows), reference.gradient(reference.loss));
    }
    if (residuals.length === 0) return;

    const M = residuals.length;
    const J = reference.jacobian();
    const R = residuals.map(reference.hessian);
    const B = numbers(M * D, 13);
    const c = numbers(M, 12);
    close(run(kernels, "residuals", M, x), reference.values(residuals));
    close(run(kernels, "weights", M, x), reference.values(weights));
    close(run(kernels, "jacobian", M * D, x), J.flat());
    const lower = (_: number, position: number): boolean => position % M <= Math.floor(position / M);
    close(run(kernels, "gram", M * M, x).filter(lower), J.flatMap((row) => times(J, row)).filter(lower));
    close(run(kernels, "jacobianVector", M, x, v), times(J, v));
    close(run(kernels, "jacobianTransposed", D, x, c), times(transposed(J), c));
    close(
      run(kernels, "curvatureQuadratic", M, x, v),
      R.map((Ri) => dot(v, times(Ri, v))),
    );
    close(
      run(kernels, "curvatureTraces", M, x),
      R.map((Ri) => Ri.reduce((total, row, a) => total + row[a]!, 0)),
    );
    const rows = R.map((Ri, i) => times(Ri, B.subarray(i * D, (i + 1) * D)));
    close(
      run(kernels, "curvatureContraction", D, x, B),
      transposed(rows).map((column) => column.reduce((a, b) => a + b)),
    );
    const squares = residuals.flatMap((r, i) =>
      gradient(r, reference.parameters).map((g) => multiply(weights[i]!, power(g, two))),
    );
    const trace = add(...squares);
    close([kernels.hessianTrace!(x)!], reference.values([trace]));
    close(run(kernels, "hessianTraceGradient", D, x), reference.gradient(trace));
    if (kernels.batchGradient && residuals.length === sizes.n) {
      const rows = Float64Array.of(1, 0, 1);
      const shifts = Float64Array.of(0.5, -0.3, 0);
      const [r, w] = [reference.values(residuals), reference.values(weights)];
      const mean = x.map((_, a) =>
        rows.reduce((sum, i, b) => sum + (sizes.n / 3) * w[i]! * (r[i]! - shifts[b]!) * J[i]![a]!, 0),
      );
      close(run(kernels, "batchGradient", D, x, rows, shifts), Array.from(mean));
      close(addedUp(kernels, x, rows, shifts), Array.from(mean));
    }
    if (name === "factorization") {
      // Samples with two indices: the entries (a, b) of the matrix.
      const [a, b, shifts] = [Float64Array.of(1, 0), Float64Array.of(0, 1), Float64Array.of(0.5, -0.3)];
      const [r, w] = [reference.values(residuals), reference.values(weights)];
      const mean = x.map((_, p) =>
        [...a.keys()].reduce((sum, k) => {
          const i = a[k]! * sizes.n + b[k]!;
          return sum + (M / 2) * w[i]! * (r[i]! - shifts[k]!) * J[i]![p]!;
        }, 0),
      );
      close(run(kernels, "batchGradient", D, x, a, b, shifts), Array.from(mean));
      const out = new Float64Array(D);
      for (const k of a.keys()) kernels.addSampleGradient!(x, Float64Array.of(a[k]!, b[k]!, shifts[k]!, 1 / 2), out);
      close(out, Array.from(mean));
    }
    const squared = residuals.map((r, i) => multiply(num(1, 2), weights[i]!, power(r, two)));
    close(reference.gradient(add(...squared)), reference.gradient(reference.loss));
  });
});

it.each(["diagonalNet", "factorization", "deepLinear"] as const)("J Jᵀ of %s in several tiles and a rest", (name) => {
  const sizes = { n: 11, d: 5, m: 6, k: 2, h: 3, p: 2 };
  const program = lowerLoops(deriveLoops(problem(name), ["jacobian", "gram"]));
  const { x, data, residuals } = new Reference(problem(name), sizes);
  const [M, D] = [residuals.length, x.length];
  const kernels = compile(program)(sizes, data);
  const J = run(kernels, "jacobian", M * D, x);
  const rows = Array.from({ length: M }, (_, i) => Array.from(J.subarray(i * D, (i + 1) * D)));
  const lower = (_: number, position: number): boolean => position % M <= Math.floor(position / M);
  close(run(kernels, "gram", M * M, x).filter(lower), rows.flatMap((row) => times(rows, row)).filter(lower));
});

it("softmax with logits of a thousand neither overflows nor loses digits", () => {
  const sizes = { n: 2, d: 2, c: 3 };
  const [Z, Y] = [Float64Array.of(1, -1, 0.5, 2), Float64Array.of(0.7, 0.2, 0.1, 0, 1, 0)];
  const W = Float64Array.of(1000, -300, 999, -301, -2000, 700);
  const kernels = compile(lowerLoops(deriveLoops(problem("softmax"), ["loss", "gradient"])))(sizes, { Z, Y });
  const logits = [0, 1].map((i) => [0, 1, 2].map((k) => W[2 * k]! * Z[2 * i]! + W[2 * k + 1]! * Z[2 * i + 1]!));
  const expected = logits.map((row, i) => logsumexp(row) - row.reduce((sum, h, k) => sum + Y[3 * i + k]! * h, 0));
  close([kernels.loss!(W)!], [(expected[0]! + expected[1]!) / 2]);
  const gradient = Array.from(W, (_, a) => {
    const [k, j] = [Math.floor(a / 2), a % 2];
    return logits.reduce((sum, row, i) => sum + (Z[2 * i + j]! * (softmax(row)[k]! - Y[3 * i + k]!)) / 2, 0);
  });
  close(run(kernels, "gradient", 6, W), gradient);
});
