/** Third derivatives, of which only the distinct ones are kept, against all D^3 of them. */
import { describe, expect, it, test } from "vitest";
import { ThirdDerivatives, differentiate, gradient, hessian, jacobian, matrices } from "../../../src/calculus/index.js";
import { type Expr, evaluate, print, symbol, valuesOf } from "../../../src/expr/index.js";
import { formula, variable } from "../../support/formula.js";
import { expectClose, identity, normals, times } from "../../support/numbers.js";

const by = ["x", "y", "z"].map(variable);

const LOSSES = [
  "x^2*y*z + x^3 - sin(x*y) + z^4",
  "(x*y*z - 1)^2/2 + exp(x - z)",
  "x*y*z",
  "x^2 + y*z",
  "tanh(x + 2*y)^2 + log(1 + z^2)*x",
];

describe.each(LOSSES)("%s", (text) => {
  const e = formula(text);
  const third = new ThirdDerivatives(hessian(e, by), by);
  const value = (f: Expr): number => evaluate(f, valuesOf(by, [0.7, -0.4, 1.2]));
  const brute = by.map((p) =>
    by.map((q) => by.map((r) => value(differentiate(differentiate(differentiate(e, p), q), r)))),
  );

  it("has the same entry at every order of indices", () => {
    for (const a of [0, 1, 2])
      for (const b of [0, 1, 2])
        for (const c of [0, 1, 2]) expectClose(value(third.at(a, b, c)), brute[a]![b]![c]!, 12, String([a, b, c]));
  });

  it("contracts with a symmetric matrix", () => {
    const S = by.map((_, b) => by.map((__, c) => symbol(`S${[b, c].sort().join("")}`, "argument")));
    const names = ["S00", "S01", "S02", "S11", "S12", "S22"];
    const numbers = normals(6, 3);
    const all = [...by, ...names.map((name) => symbol(name, "argument"))];
    const at = valuesOf(all, [0.7, -0.4, 1.2, ...numbers]);
    const entry = (b: number, c: number): number => numbers[names.indexOf(`S${[b, c].sort().join("")}`)]!;
    const expected = brute.map((plane) =>
      plane.flatMap((row, b) => row.map((T, c) => T * entry(b, c))).reduce((p, q) => p + q),
    );
    expectClose(
      third.contract(S).map((f) => evaluate(f, at)),
      expected,
      12,
    );
  });

  it("keeps no zeros", () => {
    for (const [a, b, c, entry] of third.distinct()) {
      expect(a >= b && b >= c).toBe(true);
      expect(print(entry)).not.toBe("0");
    }
  });
});

test("a separable loss has three third derivatives, a chain one", () => {
  const count = (text: string): number => [...new ThirdDerivatives(hessian(formula(text), by), by).distinct()].length;
  expect(count("x^4 + y^4 + exp(z)")).toBe(3);
  expect(count("x*y*z")).toBe(1);
  expect(count("x^2 + y^2")).toBe(0);
});

test("gradient, Jacobian and Hessian of the hyperbola", () => {
  const uv = ["u", "v"].map(variable);
  const e = formula("(u*v - 1)^2/2");
  expect(gradient(e, uv).map(print)).toEqual(["v*(u*v - 1)", "u*(u*v - 1)"]);
  expect(jacobian([formula("u*v - 1"), formula("u^2")], uv)).toEqual([
    [formula("v"), formula("u")],
    [formula("2*u"), formula("0")],
  ]);
  const H = hessian(e, uv);
  expect(H.flat().map(print)).toEqual(["v^2", "2*u*v - 1", "2*u*v - 1", "u^2"]);
  expect(H[0]![1]).toBe(H[1]![0]);
});

describe("symbolic elimination", () => {
  const n = 3;
  const symbols = Array.from({ length: n }, (_, p) =>
    Array.from({ length: n }, (__, q) => symbol(`A${[p, q].sort().join("")}`, "argument")),
  );
  const b = [0, 1, 2].map((p) => symbol(`b${String(p)}`, "argument"));
  const root = [0, 1, 2].map((p) => normals(n, p + 11));
  const A = times(
    root,
    root[0]!.map((_, q) => root.map((row) => row[q]!)),
  );
  const right = [0.3, -1.1, 0.8];
  const at = valuesOf([...symbols.flat(), ...b], [...A.flat(), ...right]);
  const numbers = (es: readonly Expr[]): number[] => es.map((e) => evaluate(e, at));
  const factor = matrices.factorLDL(symbols);

  it("L D L^T is A", () => {
    const L = factor.lower.map((row) => numbers(row));
    const D = identity(n).map((row, p) => row.map((e) => e * evaluate(factor.pivots[p]!, at)));
    expectClose(
      times(
        times(L, D),
        L[0]!.map((_, q) => L.map((row) => row[q]!)),
      ),
      A,
      12,
    );
  });
  it("solves A x = b", () => {
    const solution = numbers(matrices.solveLDL(factor, b));
    expectClose(
      times(
        A,
        solution.map((value) => [value]),
      ).flat(),
      right,
      11,
    );
  });
  it("solves L^T x = b", () => {
    const solution = numbers(matrices.solveUnitUpper(factor, b));
    const L = factor.lower.map((row) => numbers(row));
    expectClose(
      times(
        L[0]!.map((_, q) => L.map((row) => row[q]!)),
        solution.map((value) => [value]),
      ).flat(),
      right,
      12,
    );
  });
});
