import { describe, expect, test } from "vitest";
import { agree, agreeOnManifold } from "../../../src/simplify/index.js";
import { formula } from "./formula.js";

const verdict = (a: string, b: string): string => agree(formula(a), formula(b)).kind;

describe("agree", () => {
  test.each([
    ["(x+y)^2", "x^2+2*x*y+y^2", "agree"],
    ["(x+y)^2", "x^2+2*x*y+y^2+1/10^30", "differ"],
    ["sqrt(x^2)", "x", "differ"],
    ["sqrt(x^2)", "abs(x)", "agree"],
    ["sin(2*x)", "2*sin(x)*cos(x)", "agree"],
    // Right to 16 digits, and refused.
    ["exp(x)", "(325368125/119696244)^x", "undecided"],
    // 1 - tanh(40)^2 keeps 16 of its 50 digits.
    ["1-tanh(40+x/9)^2", "1/cosh(40+x/9)^2", "undecided"],
    ["log(x^2)", "2*log(abs(x))", "agree"],
    ["sqrt(-1-x^2)", "x", "undecided"],
  ])("%s and %s: %s", (a, b, kind) => expect(verdict(a, b)).toBe(kind));

  test("a difference comes with its witness", () => {
    const difference = agree(formula("x*y"), formula("x+y"));
    expect(difference.kind === "differ" && Object.keys(difference.at)).toEqual(["x", "y"]);
  });
});

describe("agreeOnManifold", () => {
  const on = (a: string, b: string, ...residuals: string[]): string =>
    agreeOnManifold(formula(a), formula(b), residuals.map(formula)).kind;

  test("equal on the manifold, not off it", () => {
    expect(on("u^3-v", "u*(u^2-v^2)", "u*v-1")).toBe("agree");
    expect(verdict("u^3-v", "u*(u^2-v^2)")).toBe("differ");
  });

  test("different there too", () => expect(on("u^3-v", "u*(u^2+v^2)", "u*v-1")).toBe("differ"));

  test("several equations, some of them transcendental", () => {
    expect(on("y^2+z", "sin(x)^2+x*sin(x)", "y-sin(x)", "z-x*y")).toBe("agree");
  });

  test("no points, no verdict", () => expect(on("x", "x+1", "x^2+1")).toBe("undecided"));
});
