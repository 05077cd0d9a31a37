/** Random losses with named sizes: the loop kernels against the written-out loss, at sizes of their own. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { deriveLoops, lowerLoops } from "../../../src/loops/index.js";
import { readLoss, tensors } from "../../../src/read/index.js";
import { compile } from "../../unit/loops/compile.js";
import { Reference, numbers } from "../../unit/loops/reference.js";

/** A term at sample i and coordinate j. */
const { term } = fc.letrec<{ term: string }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom("u[j]!", "v[j]!", "Z[i]![j]!", "0.5"),
    fc.tuple(tie("term"), fc.constantFrom("+", "-", "*"), tie("term")).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    tie("term").map((a) => `${a} ** 2`),
    tie("term").map((a) => `Math.tanh(${a})`),
  ),
}));

/** A number at sample i. */
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    term.map((a) => `sum(u.length, (j) => ${a})`),
    term.map((a) => `mean(u.length, (j) => Z[i]![j]! * ${a})`),
    term.map((a) => `logsumexp(u.map((_, j) => u[j]! * ${a}))`),
    fc.tuple(tie("value"), fc.constantFrom("+", "-", "*"), tie("value")).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    tie("value").map((a) => `Math.tanh(${a})`),
  ),
}));

const loss = fc.oneof(
  value.map((a) => `mean(y, (yi, i) => (${a} + sum(v, (vj, j) => Z[i]![j]! * vj) - yi) ** 2) / 2`),
  value.map((a) => `mean(y, (yi, i) => softplus(-yi * ${a})) + sum(u, (uj) => uj ** 4) / 4`),
);

const SIZES = [
  { n: 3, d: 2 },
  { n: 2, d: 6 },
];

function close(actual: ArrayLike<number>, expected: readonly number[]): void {
  const scale = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((each, k) => expect(Math.abs(actual[k]! - each) / scale).toBeLessThan(1e-9));
}

it("loss, gradient, ∇²L v and T[w, w]", () => {
  fc.assert(
    fc.property(loss, (body) => {
      const model = readLoss(
        "/virtual/random.loss.ts",
        `import { type Matrix, type Vector, logsumexp, mean, softplus, sum } from "gen-sde";
         export const loss = (
           { u, v }: { u: Vector<"d">; v: Vector<"d"> },
           { Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> },
         ) => ${body};`,
      );
      const problem = { parameters: tensors(model.parameters), data: tensors(model.data!), loss: model.loss };
      const create = compile(lowerLoops(deriveLoops(problem, ["loss", "gradient", "hessianVector", "thirdAlong"])));
      for (const sizes of SIZES) {
        const reference = new Reference(problem, sizes);
        const { x } = reference;
        const kernels = create(sizes, reference.data);
        const w = numbers(x.length, 9);
        const out = new Float64Array(x.length);
        close([kernels.loss!(x)!], reference.values([reference.loss]));
        kernels.gradient!(x, out);
        close(out, reference.gradient(reference.loss));
        kernels.hessianVector!(x, w, out);
        close(
          out,
          reference.hessian(reference.loss).map((row) => row.reduce((total, h, a) => total + h * w[a]!, 0)),
        );
        kernels.thirdAlong!(x, w, out);
        close(out, reference.thirdAlong(w));
      }
    }),
    { seed: 7, numRuns: 20 },
  );
});
