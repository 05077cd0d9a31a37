/** Random losses with named sizes, as a user writes them: what the loop compiler has to get right whatever is put in. */
import fc from "fast-check";

const ARGUMENTS = `
  { u, v, W }: { u: Vector<"d">; v: Vector<"d">; W: Matrix<"h", "d"> },
  { Z, y, mask, q }: { Z: Matrix<"n", "d">; y: Vector<"n">; mask: Vector<"n">; q: Vector<"d"> },`;

/** A number of at most two operations deep in the entries given. */
const formula = (...entries: string[]): fc.Arbitrary<string> =>
  fc.letrec<{ term: string }>((tie) => ({
    term: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom(...entries, "0.5"),
      fc.tuple(tie("term"), fc.constantFrom("+", "-", "*"), tie("term")).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      tie("term").map((a) => `${a} ** 2`),
      fc.tuple(fc.constantFrom("Math.tanh", "Math.sin", "softplus"), tie("term")).map(([f, a]) => `${f}(${a})`),
    ),
  })).term;

/** At coordinate j of sample i. */
const entry = formula("u[j]!", "v[j]!", "Z[i]![j]!", "q[j]!");
/** At j of d - 1 coordinates. */
const neighbours = formula("u[j]!", "u[j + 1]!", "v[j]!", "q[j + 1]!", "Z[i]![j + 1]!");
/** At j, neither the first nor the last. */
const guarded = formula("u[j]!", "u[j - 1]!", "v[j + 1]!", "q[j]!");
/** At unit k of a layer with input `a`. */
const unit = formula("a", "a", "W[k]![0]!");

/** At sample i. */
const valueOf = (...more: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom("dot(Z[i]!, u)", "u[0]!", "v[v.length - 1]!", "u[u.length - 2]!"),
      ...more,
      guarded.map((a) => `sum(u, (uj, j) => (j > 0 && j < u.length - 1 ? ${a} : uj))`),
      entry.map((a) => `sum(u.length, (j) => v[v.length - 1 - j]! * ${a})`),
      entry.map((a) => `sum(u.length, (j) => ${a})`),
      entry.map((a) => `mean(u.length, (j) => Z[i]![j]! * ${a})`),
      neighbours.map((a) => `sum(u.length - 1, (j) => ${a})`),
      unit.map((a) => `sum(matvec(W, Z[i]!), (a, k) => ${a})`),
      fc.tuple(entry, unit).map(([a, b]) => `sum(matvec(W, Z[i]!.map((_, j) => ${a})), (a, k) => ${b})`),
      fc.tuple(tie("value"), fc.constantFrom("+", "-", "*"), tie("value")).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      tie("value").map((a) => `Math.tanh(${a})`),
    ),
  })).value;
const value = valueOf();
/** Logarithms of sums turn the order of terms around: not where residuals are counted. */
const anyValue = valueOf(entry.map((a) => `logsumexp(u.map((_, j) => u[j]! * ${a}))`));

/** It depends on the parameters, whatever `value` is. */
const residual = value.map((a) => `(${a} - v[0]! * y[i]!)`);

/** One term of a loss: squares with and without weights and masks, over samples, coordinates and neighbours. */
const squares = fc.oneof(
  residual.map((r) => `mean(y, (_, i) => ${r} ** 2) / 2`),
  residual.map((r) => `sum(y, (_, i) => mask[i]! * ${r} ** 2)`),
  fc.tuple(residual, residual).map(([r, s]) => `mean(y, (_, i) => (${r} * ${s}) ** 2 / 4 + mask[i]! * ${s} ** 2)`),
  formula("y[i]!", "y[i + 1]!", "dot(Z[i]!, u)", "dot(Z[i + 1]!, v)", "mask[i]!").map(
    (r) => `sum(y.length - 1, (i) => (${r} - u[0]!) ** 2)`,
  ),
  formula("u[j]!", "u[j + 1]!", "v[j + 1]!").map(
    (r) => `3 * sum(u.length - 1, (j) => q[j]! ** 2 * (${r} - u[j]!) ** 2)`,
  ),
  formula("u[j]!", "u[j + 2]!", "v[u.length - 1 - j]!").map(
    (r) => `sum(u.length - 2, (j) => (j === 0 ? ${r} : u[j - 1]! - ${r}) ** 2 + (v[j]! - u[0]!) ** 2)`,
  ),
  formula("W[k]![j]!", "u[j]!", "q[j]!").map((r) => `mean(W, (_, k) => sum(u.length, (j) => (${r} - v[j]!) ** 2))`),
);

const anyTerm = fc.oneof(
  squares,
  anyValue.map((a) => `mean(y, (yi, i) => softplus(-yi * ${a} - u[0]!))`),
  anyValue.map((a) => `sum(y, (yi, i) => mask[i]! * Math.cosh((${a} - v[0]!) / 8))`),
  fc.constant("sum(u, (uj, j) => uj ** 4 / 4 + v[j]! ** 2)"),
);

const source = (terms: readonly string[]): string => `
import { type Matrix, type Vector, dot, logsumexp, matvec, mean, softplus, sum } from "gen-sde";
export const loss = (${ARGUMENTS}
): number => ${terms.join(" + ")};
`;

export const leastSquares = fc.array(squares, { minLength: 1, maxLength: 3 }).map(source);
export const anyLoss = fc.array(anyTerm, { minLength: 1, maxLength: 3 }).map(source);
