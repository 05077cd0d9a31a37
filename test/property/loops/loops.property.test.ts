/** Random losses with named sizes: the loop kernels against the written-out loss and the user's own function. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { LOOP_KERNELS, deriveLoops, lowerLoops } from "../../../src/loops/index.js";
import { type LossModel, packArgument, readLoss, runLossModule, tensors } from "../../../src/read/index.js";
import { type Kernels, compile, compileSimd } from "../../unit/loops/compile.js";
import { Reference, numbers } from "../../unit/loops/reference.js";
import { anyLoss, leastSquares } from "./losses.js";

const SIZES = [
  { n: 3, d: 3, h: 2 },
  { n: 2, d: 5, h: 3 },
];
const FILE = "/virtual/random.loss.ts";

function close(what: string, actual: ArrayLike<number>, expected: readonly number[], tolerance = 1e-9): void {
  const scale = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((each, k) => {
    expect(Math.abs(actual[k]! - each) / scale, `${what}[${k}]`).toBeLessThan(tolerance);
  });
}

function run(kernels: Kernels, name: string, length: number, ...args: Float64Array[]): Float64Array {
  const out = new Float64Array(length).fill(7);
  kernels[name]!(...args, out);
  return out;
}

const times = (M: readonly number[][], v: ArrayLike<number>): number[] =>
  M.map((row) => row.reduce((total, m, a) => total + m * v[a]!, 0));

/** The example of the loss at these sizes: its own function, run as written. */
function ownFunction(text: string, model: LossModel, sizes: Record<string, number>, { data }: Reference) {
  const { loss } = runLossModule(FILE, text);
  const flat = Float64Array.from(tensors(model.data!).flatMap(({ name }) => [...data[name]!]));
  const values = packArgument(model.data!, flat, sizes);
  return (x: Float64Array): number => loss(packArgument(model.parameters, x, sizes), values);
}

/** f′ along the a-th coordinate: central differences with steps h, 2h, 3h, the error of order h⁶. */
const difference = (f: (x: Float64Array) => number, x: Float64Array, a: number): number => {
  const h = 4e-3;
  const at = (k: number): number => f(x.map((value, b) => (a === b ? value + k * h : value)));
  return [45, -9, 1].reduce((sum, weight, k) => sum + weight * (at(k + 1) - at(-k - 1)), 0) / (60 * h);
};

const forms = { TypeScript: compile, SIMD: compileSimd };

it("any loss: L, ∇L, ∇²L v, T[w, w] and T[I]", () => {
  fc.assert(
    fc.property(anyLoss, (text) => {
      const model = readLoss(FILE, text);
      const problem = { parameters: tensors(model.parameters), data: tensors(model.data!), loss: model.loss };
      const names = ["loss", "gradient", "hessianVector", "thirdAlong", "laplacian", "laplacianGradient"] as const;
      const program = lowerLoops(deriveLoops(problem, names));
      for (const [form, create] of Object.entries(forms))
        for (const sizes of SIZES) {
          const reference = new Reference(problem, sizes);
          const { x, loss } = reference;
          const kernels = create(program)(sizes, reference.data);
          const D = x.length;
          const w = numbers(D, 9);
          const gradient = reference.gradient(loss);
          const own = ownFunction(text, model, sizes, reference);
          const what = (kernel: string): string => `${form} ${kernel}`;
          close(what("loss"), [kernels.loss!(x)!], reference.values([loss]));
          close(what("loss as written"), [kernels.loss!(x)!], [own(x)]);
          close(what("gradient"), run(kernels, "gradient", D, x), gradient);
          close(
            "differences",
            gradient,
            gradient.map((_, a) => difference(own, x, a)),
            1e-7,
          );
          const hessian = reference.hessian(loss);
          close(what("hessianVector"), run(kernels, "hessianVector", D, x, w), times(hessian, w));
          close(what("thirdAlong"), run(kernels, "thirdAlong", D, x, w), reference.thirdAlong(w));
          close(what("laplacian"), [kernels.laplacian!(x)!], [hessian.reduce((sum, row, a) => sum + row[a]!, 0)]);
          close(what("T[I]"), run(kernels, "laplacianGradient", D, x), reference.gradient(reference.laplacian()));
        }
    }),
    { seed: 7, numRuns: 5 },
  );
});

it("least squares: residuals, weights, J, JJᵀ, Jᵀc, and what their second derivatives make", () => {
  fc.assert(
    fc.property(leastSquares, (text) => {
      const model = readLoss(FILE, text);
      const problem = { parameters: tensors(model.parameters), data: tensors(model.data!), loss: model.loss };
      const program = lowerLoops(deriveLoops(problem, LOOP_KERNELS));
      for (const [form, create] of Object.entries(forms))
        for (const sizes of SIZES) {
          const reference = new Reference(problem, sizes);
          const { x, residuals, weights } = reference;
          const [D, M] = [x.length, residuals.length];
          const kernels = create(program)(sizes, reference.data);
          const J = reference.jacobian();
          const R = residuals.map(reference.hessian);
          const [p, c, B] = [numbers(D, 9), numbers(M, 10), numbers(M * D, 12)];
          const column = (f: (a: number) => number): number[] => Array.from({ length: D }, (_, a) => f(a));
          const total = (f: (i: number) => number): number => residuals.reduce((sum, _, i) => sum + f(i), 0);
          const expected: Record<string, readonly [number[], ...Float64Array[]]> = {
            residuals: [reference.values(residuals)],
            weights: [reference.values(weights)],
            jacobian: [J.flat()],
            gram: [J.flatMap((row) => times(J, row))],
            jacobianVector: [times(J, p), p],
            jacobianTransposed: [column((a) => total((i) => c[i]! * J[i]![a]!)), c],
            curvatureQuadratic: [R.map((Ri) => times(Ri, p).reduce((sum, value, a) => sum + value * p[a]!, 0)), p],
            curvatureTraces: [R.map((Ri) => Ri.reduce((sum, row, a) => sum + row[a]!, 0))],
            curvatureContraction: [column((a) => total((i) => times(R[i]!, B.subarray(i * D, (i + 1) * D))[a]!)), B],
            // ∇ Σ w|∇r|² = 2 Σ w R ∇r
            hessianTraceGradient: [
              column((a) => {
                const w = reference.values(weights);
                return 2 * total((i) => w[i]! * times(R[i]!, J[i]!)[a]!);
              }),
            ],
          };
          // JJᵀ is written on and below its diagonal only.
          const isWritten = (kernel: string, k: number): boolean => kernel !== "gram" || k % M <= Math.floor(k / M);
          for (const [kernel, [values, ...args]] of Object.entries(expected)) {
            const written = (list: ArrayLike<number>) => Array.from(list).filter((_, k) => isWritten(kernel, k));
            close(`${form} ${kernel}`, written(run(kernels, kernel, values.length, x, ...args)), written(values));
          }
        }
    }),
    { seed: 11, numRuns: 3 },
  );
});
