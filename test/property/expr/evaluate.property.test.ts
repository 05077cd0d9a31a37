/** Values of random expressions: doubles against 50 digits, and identities that canonical forms must respect. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Expr,
  PreciseNumber,
  add,
  divide,
  evaluate,
  evaluatePrecisely,
  evaluator,
  multiply,
  negate,
  num,
  power,
  print,
  sqrt,
  subtract,
  two,
  valuesOf,
  zero,
} from "../../../src/expr/index.js";
import { formula, variable } from "../../support/formula.js";
import { expression, wobble } from "../../support/random-expressions.js";

const settings = { numRuns: 300, seed: 20220711 };
const symbols = ["u", "v", "a"].map(variable);
const VALUES = [0.6, -1.3, 0.45];
const environment = valuesOf(symbols, VALUES);
const precise = (e: Expr) => evaluatePrecisely(e, (p) => new PreciseNumber(VALUES[symbols.indexOf(p)]!));

test("a double is right to the digits that the expression determines", () => {
  let compared = 0;
  fc.assert(
    fc.property(expression, (e) => {
      const [found, expected] = [evaluate(e, environment), precise(e).toNumber()];
      const noise = Math.abs(evaluate(wobble(e), environment) - found);
      if (!Number.isFinite(expected) || Math.abs(expected) > 1e100 || !(noise <= 1e-9 * Math.abs(expected))) return;
      compared++;
      expect(Math.abs(found - expected), print(e)).toBeLessThanOrEqual(1e-13 * Math.abs(expected) + 100 * noise);
    }),
    settings,
  );
  expect(compared).toBeGreaterThan(0.8 * settings.numRuns);
});

test("sums do not depend on order and grouping: they are one object", () => {
  fc.assert(
    fc.property(expression, expression, expression, (a, b, c) => {
      expect(add(a, b)).toBe(add(b, a));
      expect(add(a, add(b, c))).toBe(add(add(a, b), c));
      expect(add(a, b, c)).toBe(add(c, add(a, b)));
      expect(subtract(add(a, b), b)).toBe(a);
      expect(negate(add(a, b))).toBe(add(negate(b), negate(a)));
      expect(add(a, a)).toBe(add(multiply(two, a)));
    }),
    settings,
  );
});

test("products do not depend on order and grouping", () => {
  fc.assert(
    fc.property(expression, expression, expression, (a, b, c) => {
      expect(multiply(a, b)).toBe(multiply(b, a));
      expect(multiply(a, b, c)).toBe(multiply(c, b, a));
      expect(multiply(a, multiply(b, c))).toBe(multiply(multiply(a, b), c));
      if (a !== zero) expect(divide(multiply(a, b), a)).toBe(multiply(b, num(1)));
    }),
    settings,
  );
});

/** Laws that hold where all powers are real, here for a positive base. */
test("powers", () => {
  const positive = expression.map((e) => add(num(1), power(e, two)));
  const exponent = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 4 })).map(([p, q]) => num(p, q));
  let compared = 0;
  fc.assert(
    fc.property(positive, expression, exponent, exponent, (b, e, p, q) => {
      const squared = power(e, two);
      for (const [left, right] of [
        [power(power(b, p), q), power(b, multiply(p, q))],
        [multiply(power(b, p), power(b, q)), power(b, add(p, q))],
        [power(multiply(b, num(3, 2)), p), multiply(power(b, p), power(num(3, 2), p))],
        [multiply(sqrt(squared), sqrt(squared)), squared],
      ] as const) {
        const [l, r] = [precise(left), precise(right)];
        if (!l.isFinite() || !r.isFinite()) continue;
        compared++;
        expect(l.minus(r).abs().lte(r.abs().plus("1e-60").times("1e-40")), `${print(left)} ${print(right)}`).toBe(true);
      }
    }),
    { ...settings, numRuns: 100 },
  );
  expect(compared).toBeGreaterThan(300);
});

test("the printed form reads back as the same expression", () => {
  fc.assert(
    fc.property(expression, (e) => {
      expect(formula(print(e))).toBe(e);
    }),
    settings,
  );
});

test("an evaluator computes shared parts once", () => {
  let asked = 0;
  const value = evaluator({
    element: () => {
      asked++;
      return 0.5;
    },
  });
  const u = variable("u");
  const deep = Array.from({ length: 60 }).reduce<Expr>((e) => add(multiply(num(1, 4), e, e), u), u);
  expect(Number.isFinite(value(deep))).toBe(true);
  expect(asked).toBe(1);
});
