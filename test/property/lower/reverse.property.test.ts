/** Reverse accumulation on values against symbolic derivatives of random expressions, with 50 digits. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { gradient } from "../../../src/calculus/index.js";
import {
  DivisionByZero,
  type Expr,
  add,
  call,
  multiply,
  num,
  pi,
  piecewise,
  power,
  print,
  rationalNumber,
  sqrt,
} from "../../../src/expr/index.js";
import { fromExpr } from "../../../src/lower/from-expr.js";
import { reverse } from "../../../src/lower/reverse.js";
import { Graph, type Value } from "../../../src/lower/value.js";
import { preciseValue, relativeError } from "../../support/differences.js";
import { variable } from "../../support/formula.js";
import { expression } from "../../support/random-expressions.js";

const by = ["u", "v"].map(variable);
const point = new Map([
  [by[0]!, 0.6],
  [by[1]!, -1.3],
  [variable("a"), 0.45],
]);

/** The expression that a value computes. */
function toExpr(value: Value): Expr {
  switch (value.kind) {
    case "leaf":
      return value.element;
    case "constant":
      return rationalNumber(value.value);
    case "pi":
      return pi;
    case "sum":
      return add(
        rationalNumber(value.constant),
        ...value.terms.map(([weight, term]) => multiply(rationalNumber(weight), toExpr(term))),
      );
    case "product":
      return multiply(...value.factors.map(([base, exponent]) => power(toExpr(base), num(exponent))));
    case "call": {
      const args = value.args.map(toExpr);
      if (value.operation === "sqrt") return sqrt(args[0]!);
      return value.operation === "pow" ? power(args[0]!, args[1]!) : call(value.operation, ...args);
    }
    case "select": {
      const [left, right, then, otherwise] = value.operands.map(toExpr) as [Expr, Expr, Expr, Expr];
      return piecewise(value.relation, left, right, then, otherwise);
    }
  }
}

test("gives the partial derivatives", () => {
  let compared = 0;
  fc.assert(
    fc.property(expression, (e) => {
      const graph = new Graph();
      const found = reverse(graph, fromExpr(graph)(e), by);
      gradient(e, by).forEach((slope, p) => {
        const expected = preciseValue(slope, point);
        if (!expected.isFinite()) return;
        let written: Expr;
        try {
          written = toExpr(found[p]!);
        } catch (error) {
          if (error instanceof DivisionByZero) return;
          throw error;
        }
        compared++;
        expect(relativeError(preciseValue(written, point), expected), print(e)).toBeLessThan(1e-40);
      });
    }),
    { numRuns: 300, seed: 20220713 },
  );
  expect(compared).toBeGreaterThan(300);
});
