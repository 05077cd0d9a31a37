import { describe, expect, test } from "vitest";
import { print } from "../../../src/expr/index.js";
import { Problem, conservedQuantities } from "../../../src/geometry/index.js";
import { lossFromFormula } from "../../../src/pipeline/index.js";
import { flatten, readLoss } from "../../../src/read/index.js";

const conserved = (formula: string, names: readonly string[]): string[] =>
  conservedQuantities(new Problem(flatten(lossFromFormula("loss", formula, names), {}))).map(print);

describe("quantities that gradient flow conserves", () => {
  test.each([
    ["(u*v-1)^2/2", ["u", "v"], ["u^2 - v^2"]],
    ["(a*b*c-1)^2", ["a", "b", "c"], ["a^2 - b^2", "a^2 - c^2"]],
    // A single invariant joins the chains of two samples.
    ["((x*y-1)^2+(y*z-2)^2)/4", ["x", "y", "z"], ["x^2 - y^2 + z^2"]],
    // Linear ones, and no products of them: (x − y)², z², z(x − y).
    ["(x+y-1)^2", ["x", "y", "z"], ["x - y", "z"]],
    // Quadratic and linear parts together.
    ["exp(x/2)*y^2", ["x", "y"], ["y^2 - 8*x"]],
    // Defined for positive y only.
    ["(x^2*log(y)-1)^2", ["x", "y"], []],
    ["(x^2/4+y^2-1)^2/2", ["x", "y"], []],
  ])("%s", (formula, names, expected) => {
    expect(conserved(formula, names)).toEqual(expected);
  });

  test("do not depend on data: u_j v_j of the diagonal net", () => {
    const model = readLoss(new URL("../../../examples/diagonal-net.loss.ts", import.meta.url).pathname);
    const problem = new Problem(flatten(model, { n: 2, d: 3 }));
    expect(conservedQuantities(problem).map(print)).toEqual(["u[0]*v[0]", "u[1]*v[1]", "u[2]*v[2]"]);
  });

  test("are those of UᵀU − VᵀV for a factorization UVᵀ", () => {
    const model = readLoss(new URL("../../../examples/matrix-factorization.loss.ts", import.meta.url).pathname);
    expect(conservedQuantities(new Problem(flatten(model, {}))).map(print)).toEqual([
      "U[0][0]^2 + U[1][0]^2 - V[0][0]^2 - V[1][0]^2",
      "U[0][0]*U[0][1] + U[1][0]*U[1][1] - V[0][0]*V[0][1] - V[1][0]*V[1][1]",
      "U[0][1]^2 + U[1][1]^2 - V[0][1]^2 - V[1][1]^2",
    ]);
  });
});
