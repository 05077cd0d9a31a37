/** The passes one by one. */
import { describe, expect, it } from "vitest";
import {
  type Tensor,
  add,
  element,
  index,
  multiply,
  power,
  print,
  sum,
  symbol,
  two,
  zero,
} from "../../../src/expr/index.js";
import { contractor } from "../../../src/loops/derive/contract.js";
import { residualFamilies } from "../../../src/loops/derive/residuals.js";
import { LOOP_KERNELS, deriveLoops, lowerLoops, writeTypeScript } from "../../../src/loops/index.js";
import { jam } from "../../../src/loops/lower/jam.js";
import { verify } from "../../../src/loops/lower/verify.js";
import { type Nest, loop, statements } from "../../../src/loops/nest.js";
import { problemsIn } from "../../support/typescript.js";
import { moduleText } from "./compile.js";
import { type LossName, problem } from "./losses.js";

const [i, j, k] = [index("i", "n"), index("j", "n"), index("k", "n")] as const;
const matrix = (name: string, role: Tensor["role"]): Tensor => ({ name, role, shape: ["n", "n"] });
const vector = (name: string, role: Tensor["role"]): Tensor => ({ name, role, shape: ["n"] });

describe("contraction", () => {
  const contract = contractor(() => 100);
  it("multiplies matrices with vectors, not with each other", () => {
    const [A, B] = [element(matrix("A", "parameter"), [i, j]), element(matrix("B", "parameter"), [j, k])];
    const [a, b] = [element(vector("a", "parameter"), [i]), element(vector("b", "parameter"), [k])];
    const product = sum(i, sum(k, multiply(a, b, sum(j, multiply(A, B)))));
    expect(print(contract(product))).toBe("sum_j(sum_i(A[i][j]*a[i])*sum_i(B[j][i]*b[i]))");
  });
  it("sums over the data first", () => {
    const [Z, u] = [element(matrix("Z", "data"), [i, j]), element(vector("u", "parameter"), [j])];
    const squares = sum(i, sum(j, power(multiply(Z, u), two)));
    expect(print(contract(squares))).toBe("sum_j(u[j]^2*sum_i(Z[i][j]^2))");
  });
  it("adds terms before the loop over an index that they share", () => {
    const X = element(matrix("X", "data"), [k, j]);
    const [s, t] = [element(matrix("s", "parameter"), [k, i]), element(matrix("t", "parameter"), [k, i])];
    const terms = add(sum(k, multiply(X, s)), multiply(symbol("c"), sum(k, multiply(X, t))));
    expect(print(contract(terms))).toBe("sum_i(X[i][j]*(c*t[i][i] + s[i][i]))");
  });
});

describe("residuals", () => {
  it("are found in sums, means and sums of those, with their weights", () => {
    const found = residualFamilies(problem("twoTerms").loss)!;
    expect(found.map(({ weight }) => print(weight).replace(/~\d+/, "j"))).toEqual(["1/n", "6*q[j]"]);
  });
  it("are not found in a logistic loss", () => expect(residualFamilies(problem("logistic").loss)).toBeUndefined());
});

describe("verify", () => {
  const x = element(vector("x", "parameter"), [i]);
  const t = symbol("t", "temporary");
  const refused: readonly (readonly [string, readonly Nest[]])[] = [
    ["index i stands outside its loop", [{ kind: "assign", target: t, value: x }]],
    ["t is added to before it is set", [loop(i, [{ kind: "accumulate", target: t, value: x }])]],
    ["a sum is left", [{ kind: "assign", target: t, value: sum(i, x) }]],
    ["a loop over i inside another", [loop(i, [loop(i, [{ kind: "assign", target: t, value: zero }])])]],
  ];
  it.each(refused)("%s", (message, nests) => {
    expect(() => verify("f", nests, new Set(["x"]))).toThrow(`internal: f: ${message}`);
  });
});

describe("tiles", () => {
  const t = element(vector("t", "temporary"), [j]);
  const product = multiply(element(matrix("Z", "data"), [i, j]), element(vector("x", "parameter"), [j]));
  const result = element(matrix("out", "argument"), [i, j]);
  const rows = loop(i, [
    loop(j, [{ kind: "assign", target: t, value: product }]),
    loop(j, [{ kind: "assign", target: result, value: t }]),
  ]);
  const tiled = [...statements(jam([rows], () => true))].map(([{ target, value }]) => [target, value] as const);
  it("keep what four rows set up in one array, and the rest of the rows in its first row", () =>
    expect(tiled.filter(([{ tensor }]) => tensor.name === "t").map(([target]) => print(target))).toEqual([
      "t[0][j]",
      "t[1][j]",
      "t[2][j]",
      "t[3][j]",
      "t[0][j]",
    ]));
  it("read it where they wrote it", () =>
    expect(tiled.filter(([{ tensor }]) => tensor.name === "out").map((pair) => pair.map(print).join(" = "))).toEqual([
      "out[i][j] = t[0][j]",
      "out[i + 1][j] = t[1][j]",
      "out[i + 2][j] = t[2][j]",
      "out[i + 3][j] = t[3][j]",
      "out[i][j] = t[0][j]",
    ]));
  it("take two columns at once where these add to the rows: eight sums, and a rest of one column", () => {
    const [A, B] = [element(matrix("A", "parameter"), [i, k]), element(matrix("B", "parameter"), [j, k])];
    const [product, out] = [symbol("s", "temporary"), element(matrix("out", "argument"), [i, k])];
    const columns = loop(j, [
      { kind: "assign", target: product, value: zero },
      loop(k, [{ kind: "accumulate", target: product, value: multiply(A, B) }]),
      loop(k, [{ kind: "accumulate", target: out, value: multiply(product, B) }]),
    ]);
    const sums = [...statements(jam([loop(i, [columns])], () => true))].filter(([{ kind }]) => kind === "accumulate");
    const counts: Record<string, number> = {};
    for (const [{ target }, path] of sums) {
      const key = `${target.tensor.name.charAt(0)} ${path.map(({ width }) => width).join(" × ")}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    expect(counts).toEqual({
      "s 4 × 2 × 1": 8,
      "o 4 × 2 × 1": 4,
      "s 4 × 1 × 1": 4,
      "o 4 × 1 × 1": 4,
      "s 1 × 1 × 1": 1,
      "o 1 × 1 × 1": 1,
    });
  });
});

describe("text", () => {
  const text = (name: LossName): string => moduleText(lowerLoops(deriveLoops(problem(name), LOOP_KERNELS)));
  it("is the same for the same loss", () => expect(text("deepTanh")).toBe(text("deepTanh")));
  it.each(["diagonalNet", "softmax"] as const)("passes the compiler: %s", (name) =>
    expect(problemsIn(text(name))).toEqual([]),
  );
  it("takes every array of a loop from a constant of its own function", () => {
    const { lines } = writeTypeScript(lowerLoops(deriveLoops(problem("factorization"), LOOP_KERNELS)));
    const functions = lines.join("\n").match(/^function [^]*?^\}$/gmu)!;
    expect(functions.length).toBeGreaterThan(10);
    for (const text of functions) {
      const own = [...text.matchAll(/const \{ (.*) \} = |(\w+): Float64Array|const (\w+) = new Float64Array/gu)];
      const known = own.flatMap(([, list, argument, made]) => list?.split(", ") ?? [argument ?? made!]);
      expect(known).toEqual(expect.arrayContaining([...text.matchAll(/(\w+)\[/gu)].map(([, name]) => name!)));
    }
  });
});
