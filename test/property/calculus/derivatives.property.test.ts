/** First and third derivatives of random expressions against difference quotients with 50 digits. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ThirdDerivatives, gradient, hessian, matrices } from "../../../src/calculus/index.js";
import { type Expr, type Precise, multiply, num, print } from "../../../src/expr/index.js";
import { difference, preciseValue, relativeError } from "../../support/differences.js";
import { variable } from "../../support/formula.js";
import { expression } from "../../support/random-expressions.js";

const RUNS = 120;
const by = ["u", "v"].map(variable);
const [u, v] = by as [(typeof by)[0], (typeof by)[0]];
const point = new Map([
  [u, 0.6],
  [v, -1.3],
  [variable("a"), 0.45],
]);
const DIRECTION = new Map([
  [u, 0.75],
  [v, -0.5],
]);
const direction = by.map((p) => num(DIRECTION.get(p)! * 4, 4));

/** Where values grow beyond this, differences lose their digits. */
const moderate = (value: Precise): boolean => value.isFinite() && value.abs().lt(1e6);

/** T[v, v, v]. */
function thirdAlong(e: Expr): Expr {
  const third = new ThirdDerivatives(hessian(e, by), by);
  return matrices.dot(third.contract(direction.map((a) => direction.map((b) => multiply(a, b)))), direction);
}

test("gradient and third directional derivative", () => {
  const compared = { gradient: 0, third: 0 };
  fc.assert(
    fc.property(expression, (e) => {
      if (!moderate(preciseValue(e, point))) return;
      gradient(e, by).forEach((slope, p) => {
        const expected = difference(1, e, point, new Map([[by[p]!, 1]]));
        if (!moderate(expected)) return;
        compared.gradient++;
        expect(relativeError(preciseValue(slope, point), expected), print(e)).toBeLessThan(1e-15);
      });
      const expected = difference(3, e, point, DIRECTION);
      if (!moderate(expected)) return;
      compared.third++;
      expect(relativeError(preciseValue(thirdAlong(e), point), expected), print(e)).toBeLessThan(1e-9);
    }),
    { numRuns: RUNS, seed: 20220712 },
  );
  expect(compared.gradient).toBeGreaterThan(1.6 * RUNS);
  expect(compared.third).toBeGreaterThan(0.8 * RUNS);
});
