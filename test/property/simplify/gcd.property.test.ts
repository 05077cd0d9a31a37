import fc from "fast-check";
import { expect, test } from "vitest";
import { expandFactors, factor } from "../../../src/simplify/factor.js";
import { gcd } from "../../../src/simplify/gcd.js";
import { type Polynomial, collect, equal, isZero, quotient, scale, times } from "../../../src/simplify/polynomial.js";
import { monomial } from "../../../src/simplify/monomial.js";

/** Polynomials in three generators of degree at most 3 in each. */
const term = fc.tuple(fc.integer({ min: -5, max: 5 }), ...[0, 1, 2].map(() => fc.integer({ min: 0, max: 2 })));
const polynomial: fc.Arbitrary<Polynomial> = fc
  .array(term, { minLength: 1, maxLength: 4 })
  .map((terms) =>
    collect(
      new Map(terms.map(([c, i, j, k]) => [monomial(0, i) + monomial(1, j) + monomial(2, k), BigInt(c)] as const)),
    ),
  )
  .filter((p) => !isZero(p));
const settings = { numRuns: 200, seed: 20220711 };

test("the gcd divides both, and is divided by every common factor", () => {
  fc.assert(
    fc.property(polynomial, polynomial, polynomial, (p, q, r) => {
      const [a, b] = [times(p, r), times(q, r)];
      const common = gcd(a, b);
      for (const multiple of [a, b]) expect(quotient(multiple, common)).toBeDefined();
      expect(quotient(common, r)).toBeDefined();
    }),
    settings,
  );
});

test("cofactors of the gcd are coprime", () => {
  fc.assert(
    fc.property(polynomial, polynomial, (p, q) => {
      const common = gcd(p, q);
      expect(gcd(quotient(p, common)!, quotient(q, common)!)).toHaveLength(1);
    }),
    settings,
  );
});

test("the gcd does not depend on the order", () => {
  fc.assert(
    fc.property(polynomial, polynomial, (p, q) => {
      expect(equal(gcd(p, q), gcd(q, p))).toBe(true);
    }),
    settings,
  );
});

test("a factorization multiplies out to what it came from", () => {
  fc.assert(
    fc.property(polynomial, polynomial, polynomial, (p, q, r) => {
      const whole = times(times(p, p), times(q, r));
      const { content, factors } = factor(whole);
      expect(equal(scale(content, expandFactors(factors)), whole)).toBe(true);
    }),
    settings,
  );
});

test("a product divides exactly", () => {
  fc.assert(
    fc.property(polynomial, polynomial, (p, q) => {
      expect(equal(quotient(times(p, q), q)!, p)).toBe(true);
    }),
    settings,
  );
});
