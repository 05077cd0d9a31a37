import { describe, expect, test } from "vitest";
import { num, print } from "../../../src/expr/index.js";
import { spend, within } from "../../../src/simplify/budget.js";
import { expandFactors, factor } from "../../../src/simplify/factor.js";
import { gcd } from "../../../src/simplify/gcd.js";
import { type Polynomial, keyOf, primitive, quotient, raise, scale } from "../../../src/simplify/polynomial.js";
import { rootOfDiscriminant, squareRoot } from "../../../src/simplify/square-root.js";
import { RationalFunctions } from "../../../src/simplify/rational-function.js";
import { fromPolynomial } from "../../../src/simplify/fraction.js";
import { formula } from "./formula.js";

const functions = new RationalFunctions();
const polynomial = (text: string): Polynomial => functions.fromExpression(formula(text)).numerator;
const text = (p: Polynomial): string => print(functions.toExpression(fromPolynomial(p), false));

describe("gcd", () => {
  test.each([
    ["x^2-y^2", "x^2+2*x*y+y^2", "x + y"],
    ["6*x^2*y", "4*x*y^3", "2*x*y"],
    ["(x+1)*(x*y+z)^2", "(y+1)*(x*y+z)", "x*y + z"],
    ["x^2+y^2", "x^2-y^2", "1"],
    ["0", "-2*x", "2*x"],
    ["(a*x+b)*(x+y)", "(a*x+b)*(x-y)", "b + a*x"],
  ])("of %s and %s is %s", (p, q, expected) =>
    expect(text(gcd(polynomial(p), polynomial(q)))).toBe(text(polynomial(expected))),
  );
});

describe("factor", () => {
  test.each([
    ["-4*x^3*y+4*x*y^3", 4n, ["x", "y", "x+y", "x-y"]],
    ["x^4-y^4", 1n, ["x^2+y^2", "x+y", "x-y"]],
    ["(x*y-1)^2*(x+3)^3", 1n, ["(x*y-1)^2", "(x+3)^3"]],
    ["a*x+a*y+b*x+b*y", 1n, ["a+b", "x+y"]],
    ["x^4-5*x^2+6", 1n, ["x^2-2", "x^2-3"]],
    ["x^2+x*y+y^2", 1n, ["x^2+x*y+y^2"]],
  ])("%s", (whole, content, factors) => {
    const found = factor(polynomial(whole));
    expect(found.content < 0n ? -found.content : found.content).toBe(content);
    expect(text(scale(found.content, expandFactors(found.factors)))).toBe(text(polynomial(whole)));
    const powers = found.factors.map(({ base, exponent }) => text(raise(base, exponent)));
    expect(powers.sort()).toEqual(factors.map((f) => text(primitive(polynomial(f)))).sort());
  });
});

test("a quotient is exact or none", () => {
  expect(quotient(polynomial("x^2+1"), polynomial("x+1"))).toBeUndefined();
  expect(text(quotient(polynomial("x^3+y^3"), polynomial("x+y"))!)).toBe(text(polynomial("x^2-x*y+y^2")));
  expect(quotient(polynomial("x"), polynomial(print(num(2))))).toBeUndefined();
});

describe("the square root", () => {
  test.each(["0", "9", "2*x*y", "x-1", "x^2*y-3*z", "a*x^3+b*x^2+c*x+d", "x*y+y*z+z*x-7"])("of (%s)^2", (text) => {
    const root = polynomial(text);
    const found = squareRoot(raise(root, 2))!;
    expect([keyOf(found), keyOf(scale(-1n, found))]).toContain(keyOf(root));
  });

  test.each(["-1", "2", "x", "x^2+1", "x^2+2*x*y+4*y^2", "4*x^2*y^2-1", "-x^2-2*x-1"])(
    "of %s there is none",
    (text) => {
      expect(squareRoot(polynomial(text))).toBeUndefined();
    },
  );

  test("of a discriminant", () => {
    const [A, B, C] = ["x", "x*y+1", "y"].map(polynomial) as [Polynomial, Polynomial, Polynomial];
    expect(text(rootOfDiscriminant(A, B, C)!)).toBe(text(polynomial("x*y-1")));
    expect(rootOfDiscriminant(A, C, B)).toBeUndefined();
  });
});

describe("allowances", () => {
  test("work ends when they are used up, and the rest goes on", () => {
    expect(within(10, () => spend(11))).toBeUndefined();
    expect(within(10, () => [within(5, () => spend(6)), "next"])).toEqual([undefined, "next"]);
  });

  test("an inner allowance cannot exceed the outer one", () => {
    expect(within(10, () => [within(100, () => spend(50)), "next"])).toBeUndefined();
  });

  test("other errors pass", () => {
    expect(() =>
      within(1, () => {
        throw new Error("fault");
      }),
    ).toThrow("fault");
  });
});
