import { describe, expect, test } from "vitest";
import { gradient, hessian, matrices } from "../../../src/calculus/index.js";
import { type Expr, divide, multiply, num, one, print, subtract, zero } from "../../../src/expr/index.js";
import {
  Simplifier,
  agreeOnManifold,
  simplifyOnManifold,
  simplifyVectorOnManifold,
} from "../../../src/simplify/index.js";
import { formula, variable } from "./formula.js";

const on = (text: string, ...residuals: string[]): string =>
  print(simplifyOnManifold(formula(text), residuals.map(formula)));

/** -(c/2) P grad(|g|^2)/2 for L = r^2/2 and Sigma = c H: theory.md, section c, as it is derived. */
function labelNoiseDrift(residual: Expr, names: readonly string[]): Expr[] {
  const x = names.map(variable);
  const g = gradient(residual, x);
  const squared = matrices.dot(g, g);
  const P = g.map((gi, i) => g.map((gj, j) => subtract(i === j ? one : zero, divide(multiply(gi, gj), squared))));
  return matrices.apply(P, matrices.apply(hessian(residual, x), g)).map((e) => multiply(num(-1, 2), variable("c"), e));
}

describe("simplifyOnManifold", () => {
  test.each([
    ["homogenization by u v = 1", "u^3-v", "u*v-1", "u*(u^2 - v^2)"],
    ["division by the residual", "u^2*v^2+u*v+x", "u*v-1", "x + 2"],
    ["a sphere's radius", "u^2+v^2+w^2", "u^2+v^2+w^2-a^2", "a^2"],
    ["elimination", "x*cos(y)+y*sin(x)", "y-x", "x*(cos(x) + sin(x))"],
    ["a parameter that vanishes", "exp(x*y)*(1+x^2)+y", "sqrt(1+x^2)*y", "x^2 + 1"],
    ["arguments of functions", "cosh(u*v-1)*u", "u*v-1", "u"],
    ["a residual inside a function", "cosh(u*v-1)*u", "sinh(u*v-1)", "u"],
    ["zero", "(u*v)^3-1", "u*v-1", "0"],
  ])("%s", (_, text, residual, expected) => expect(on(text, residual)).toBe(expected));

  test("parameters that vanish only through all equations together", () => {
    expect(on("x3^2+x4*x1+x2", "x1*x2*x4/4+x3*(x1^2+2)", "x1*x2*x3/4+x4*(x2^2+1)")).toBe("x2");
  });

  test.each(["1/y+x", "x/sinh(y)", "tanh(1/y)+x/y"])("%s, without a value on y = 0, stays as it is", (text) => {
    expect(simplifyOnManifold(formula(text), [variable("y")])).toBe(formula(text));
  });

  test("nothing is assumed of a product of two factors that may both vanish", () => {
    const e = formula("x^2*y+x");
    const simple = simplifyOnManifold(e, [formula("x*y")]);
    expect(agreeOnManifold(e, simple, [formula("x*y")]).kind).toBe("agree");
    expect(simple).not.toBe(zero);
  });
});

describe("simplifyVectorOnManifold: label-noise drifts as derived by hand", () => {
  test.each([
    ["hyperbola", "u*v-1", ["u", "v"], "-c*(u^2 - v^2)/(2*(u^2 + v^2))", ["u", "-v"]],
    ["ellipse", "x^2/4+y^2-1", ["x", "y"], "3*c*x*y/(2*(x^2 + 16*y^2))", ["4*y", "-x"]],
    [
      "symbolic ellipse",
      "x^2/a^2+y^2/b^2-1",
      ["x", "y"],
      "2*c*x*y*(a^2 - b^2)/(a^4*y^2 + b^4*x^2)",
      ["y/b^2", "-x/a^2"],
    ],
    ["flat valley", "sqrt(1+x^2)*y", ["x", "y"], "-c*x/2", ["1", "0"]],
    ["exponential valley", "exp(k*x/2)*y", ["x", "y"], "-c*k*exp(k*x)/4", ["1", "0"]],
    ["sphere", "u^2+v^2+w^2-a^2", ["u", "v", "w"], "1", ["0", "0", "0"]],
  ])("%s", (_, residual, names, factor, entries) => {
    const drift = labelNoiseDrift(formula(residual), names);
    const closed = simplifyVectorOnManifold(drift, [formula(residual)]);
    expect(print(closed.factor)).toBe(factor);
    expect(closed.entries.map(print)).toEqual(entries);
  });

  test("one problem in well under a second, the same forms in any order", () => {
    const residual = formula("x^2/a^2+y^2/b^2-1");
    const drift = labelNoiseDrift(residual, ["x", "y"]);
    const start = performance.now();
    const forwards = new Simplifier([residual]);
    const first = drift.map((e) => forwards.simplify(e));
    expect(performance.now() - start).toBeLessThan(500);
    const backwards = new Simplifier([residual]);
    expect(
      [...drift]
        .reverse()
        .map((e) => backwards.simplify(e))
        .reverse(),
    ).toEqual(first);
  });
});
