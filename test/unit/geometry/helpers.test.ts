/** The small solvers that recognition rests on: pivots, exact linear systems, roots of link functions. */
import { describe, expect, it, test } from "vitest";
import { print, rationals, symbol } from "../../../src/expr/index.js";
import { solveExactly } from "../../../src/geometry/exact-solve.js";
import { commonPivotRows, pivotRows } from "../../../src/geometry/pivots.js";
import { sumOfSquares } from "../../../src/geometry/recognise.js";
import { rootsIn } from "../../../src/geometry/univariate.js";
import { formula } from "../../support/formula.js";

describe("pivot rows", () => {
  const outer = (...vectors: readonly (readonly number[])[]): Float64Array => {
    const D = vectors[0]!.length;
    return Float64Array.from({ length: D * D }, (_, i) =>
      vectors.reduce((sum, v) => sum + v[Math.floor(i / D)]! * v[i % D]!, 0),
    );
  };
  it.each([
    ["a diagonal", outer([3, 0, 0], [0, 0, 2]), 2, [0, 2]],
    ["the largest first", outer([1, 5, 0]), 1, [1]],
    // After row 1 is used up, row 0 has nothing left that row 2 has not more of.
    ["what is left after elimination", outer([1, 3, 0], [0, 0.1, 1]), 2, [1, 2]],
    ["rank 0", outer([1, 1, 1]), 0, []],
  ])("%s", (_, H, rank, rows) => {
    expect(pivotRows(H, 3, rank)).toEqual(rows);
  });
  it("are good at every point, not only at the first", () => {
    // Row 0 is the best at one point and 0 at the other; row 1 serves both.
    const points = [outer([2, 1, 0]), outer([0, 1, 2])];
    expect(commonPivotRows(points, 3, 1)).toEqual([0]);
    expect(commonPivotRows([...points, outer([0, 2, 1])], 3, 1)).toEqual([1]);
  });
});

describe("linear systems over the rationals", () => {
  const q = (text: string) =>
    text.split(" ").map((entry) => {
      const [n, d = "1"] = entry.split("/");
      return rationals.rational(BigInt(n!), BigInt(d));
    });
  it.each([
    ["one solution", ["1 1", "1 -1"], "3 1", "2 1"],
    ["a zero pivot", ["0 2", "3 1"], "1 1", "1/6 1/2"],
    ["more equations than unknowns", ["1 0", "0 1", "1 1"], "1/3 1/6 1/2", "1/3 1/6"],
    ["a contradiction", ["1 0", "0 1", "1 1"], "1 1 1", undefined],
    ["many solutions", ["1 1"], "1", undefined],
  ])("%s", (_, A, b, solution) => {
    expect(solveExactly(A.map(q), q(b))?.map(rationals.formatQ).join(" ")).toBe(solution);
  });
});

test.each([
  ["2*t - 6", ["3"]],
  ["t^2 - 4", ["2", "-2"]],
  ["t*(t - 1)", ["0", "1"]],
  ["exp(t) - 3", ["log(3)"]],
  ["sigmoid(t) - 7/10", ["log(7/3)"]],
  ["sinh(t - 1)", ["1"]],
  ["tanh(2*t)", ["0"]],
  ["t^3 - 8", ["2"]],
  ["log(t)", ["1"]],
  // t stands in two places.
  ["exp(t) + t", []],
  ["1/t", []],
])("the roots of %s", (text, roots) => {
  expect(rootsIn(formula(text), symbol("t")).map(print)).toEqual(roots);
});

test.each<[string, readonly (readonly [residual: string, weight: string])[] | undefined]>([
  ["(x - y)^2", [["x - y", "2"]]],
  ["3*(x - y)^2/2 + 5", [["x - y", "3"]]],
  [
    "((x - 1)^2 + (y + 2)^2)/2",
    [
      ["x - 1", "1"],
      ["y + 2", "1"],
    ],
  ],
  [
    "a*(x^2 + (x*y)^2)",
    [
      ["x", "2*a"],
      ["x*y", "2*a"],
    ],
  ],
  ["x^4*y^2", [["x^2*y", "2"]]],
  ["exp(x)*y^2", [["y", "2*exp(x)"]]],
  ["(x - y)^2 + sin(x)", undefined],
  ["(x - y)^3", undefined],
  ["a + 2", undefined],
])("%s as a sum of squares", (text, squares) => {
  expect(sumOfSquares(formula(text))?.map(({ residual, weight }) => [print(residual), print(weight)])).toEqual(squares);
});
