import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Element, type Expr, PreciseNumber, evaluatePrecisely } from "../../../src/expr/index.js";
import { cost, simplify, simplifyOnManifold } from "../../../src/simplify/index.js";
import { formula } from "../../unit/simplify/formula.js";
import { polynomials, rationals, transcendental } from "./expressions.js";

// Points of fast-check's choosing, not those at which simplify itself compares.
const coordinates = fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: 0.2, max: 1.9, noNaN: true })));
const NAMES = ["u", "v", "x", "a"];

function expectEqual(e: Expr, simple: Expr, point: readonly number[], values: Record<string, string> = {}): void {
  const at = (element: Element) =>
    new PreciseNumber(values[element.tensor.name] ?? point[NAMES.indexOf(element.tensor.name)]!);
  const [a, b] = [evaluatePrecisely(e, at), evaluatePrecisely(simple, at)];
  if (!a.isFinite()) return;
  expect(a.minus(b).abs().lte(a.abs().plus("1e-15").times("1e-20")), `${a.toString()} and ${b.toString()}`).toBe(true);
}

describe("simplify", () => {
  test.each([
    ["polynomials", polynomials, 150],
    ["rational functions", rationals, 200],
    ["transcendental functions", transcendental, 150],
  ] as const)("%s keep their values and get no longer", (_, expressions, numRuns) => {
    fc.assert(
      fc.property(expressions, coordinates, (e, point) => {
        const simple = simplify(e);
        expect(cost(simple)).toBeLessThanOrEqual(cost(e));
        expectEqual(e, simple, point);
      }),
      { numRuns, seed: 20220711 },
    );
  });

  test("is idempotent in cost", () => {
    fc.assert(
      fc.property(rationals, (e) => {
        const simple = simplify(e);
        expect(cost(simplify(simple))).toBeLessThanOrEqual(cost(simple));
      }),
      { numRuns: 60, seed: 20220711 },
    );
  });
});

describe("simplifyOnManifold", () => {
  test("keeps values where u v = 1, at points given exactly", () => {
    fc.assert(
      fc.property(transcendental, coordinates, fc.integer({ min: -3, max: 3 }), (e, point, n) => {
        const simple = simplifyOnManifold(e, [formula("u*v-1")]);
        // u = 2^n, v = 2^-n are exact in binary and decimal.
        expectEqual(e, simple, point, { u: String(2 ** n), v: String(2 ** -n) });
      }),
      { numRuns: 100, seed: 20220711 },
    );
  });

  test("keeps values on the circle, at Pythagorean points", () => {
    fc.assert(
      fc.property(rationals, coordinates, (e, point) => {
        const simple = simplifyOnManifold(e, [formula("u^2+v^2-1")]);
        expectEqual(e, simple, point, { u: "0.6", v: "-0.8" });
        expectEqual(e, simple, point, { u: "0.28", v: "0.96" });
      }),
      { numRuns: 100, seed: 20220711 },
    );
  });
});
