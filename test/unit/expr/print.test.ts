/** How expressions are written, as text and as LaTeX, and how many operations they are counted as. */
import { expect, test } from "vitest";
import {
  FUNCTION_NAMES,
  type Expr,
  call,
  delta,
  element,
  index,
  multiply,
  num,
  operationCount,
  operationCounts,
  piecewise,
  power,
  print,
  size,
  sum,
  symbol,
  toTeX,
  two,
  writtenSize,
  zero,
} from "../../../src/expr/index.js";
import { formula, variable } from "../../support/formula.js";

const i = index("i", "n");
const Z = (a: Expr, b: Expr): Expr => element({ name: "Z", role: "data", shape: ["n", "d"] }, [a, b]);
const x = variable("x");

test.each<[string, string, string]>([
  ["(u*v - 1)^2/2", "(u*v - 1)^2/2", "\\frac{\\left(u \\, v - 1\\right)^{2}}{2}"],
  ["-x", "-x", "-x"],
  ["-3/4", "-3/4", "-\\frac{3}{4}"],
  ["-x/2", "-x/2", "-\\frac{x}{2}"],
  ["3*x/(4*y)", "3*x/(4*y)", "\\frac{3 \\, x}{4 \\, y}"],
  ["1/(x*y)", "1/(x*y)", "\\frac{1}{x \\, y}"],
  ["1/(x + y)", "1/(x + y)", "\\frac{1}{x + y}"],
  ["x/(2*(x + y))", "x/(2*(x + y))", "\\frac{x}{2 \\, \\left(x + y\\right)}"],
  ["1/x^2", "1/x^2", "\\frac{1}{x^{2}}"],
  ["x^(-1/2)", "1/sqrt(x)", "\\frac{1}{\\sqrt{x}}"],
  ["x^(3/2)", "x^(3/2)", "x^{\\frac{3}{2}}"],
  ["x^(1/3)", "x^(1/3)", "\\sqrt[3]{x}"],
  ["x^y", "x^y", "x^{y}"],
  ["(x + 1)^(y - 1)", "(x + 1)^(y - 1)", "\\left(x + 1\\right)^{y - 1}"],
  ["(x^y)^z", "(x^y)^z", "\\left(x^{y}\\right)^{z}"],
  ["-(x + y)*z", "-z*(x + y)", "-z \\, \\left(x + y\\right)"],
  ["2*(x + y)", "2*(x + y)", "2 \\, \\left(x + y\\right)"],
  ["sqrt(x + 1)", "sqrt(x + 1)", "\\sqrt{x + 1}"],
  ["pi*x/2", "pi*x/2", "\\frac{\\pi \\, x}{2}"],
  ["1 - x", "1 - x", "1 - x"],
  ["-x - y", "-x - y", "-x - y"],
  // The highest degree first; a positive term leads where there is one.
  ["1 + x + x^2 + x*y", "x^2 + x*y + x + 1", "x^{2} + x \\, y + x + 1"],
  ["y - x^2", "y - x^2", "y - x^{2}"],
  ["sin(x)^2", "sin(x)^2", "\\sin\\left(x\\right)^{2}"],
  ["log(x/y)", "log(x/y)", "\\ln\\left(\\frac{x}{y}\\right)"],
  ["atan2(y, x)", "atan2(y, x)", "\\operatorname{atan2}\\left(y, x\\right)"],
  ["sigmoid(-x)", "sigmoid(-x)", "\\sigma\\left(-x\\right)"],
  ["(1/2)^x", "(1/2)^x", "\\left(\\frac{1}{2}\\right)^{x}"],
  ["(-2)^x", "(-2)^x", "\\left(-2\\right)^{x}"],
])("%s is printed as %s and %s", (written, text, tex) => {
  const e = formula(written);
  expect(print(e)).toBe(text);
  expect(toTeX(e)).toBe(tex);
  // What is printed reads back as the same expression.
  expect(formula(print(e))).toBe(e);
});

test.each<[string, Expr, string, string]>([
  ["a sum", sum(i, Z(i, zero)), "sum_i(Z[i][0])", "\\sum_{i} Z_{i,1}"],
  [
    "a sum of products",
    sum(i, multiply(Z(i, zero), Z(i, num(1)))),
    "sum_i(Z[i][0]*Z[i][1])",
    "\\sum_{i} Z_{i,1} \\, Z_{i,2}",
  ],
  ["a size", power(size("n"), num(-1)), "1/n", "\\frac{1}{n}"],
  ["a delta", delta(i, index("k", "n")), "delta(i, k)", "\\delta_{i,k}"],
  [
    "a choice",
    piecewise("<=", x, two, x, zero),
    "x <= 2 ? x : 0",
    "\\begin{cases} x & x \\le 2 \\\\ 0 & \\text{otherwise} \\end{cases}",
  ],
  ["a numbered name", symbol("x12"), "x12", "x_{12}"],
  ["a Greek name", symbol("theta2"), "theta2", "\\theta_{2}"],
  ["a long name", symbol("weight"), "weight", "\\mathrm{weight}"],
  ["a name with _", symbol("w_in"), "w_in", "\\mathrm{w\\_in}"],
])("%s", (_, e, text, tex) => {
  expect(print(e)).toBe(text);
  expect(toTeX(e)).toBe(tex);
});

test("every function has a LaTeX name", () => {
  for (const name of FUNCTION_NAMES) {
    const e = name === "atan2" ? call(name, x, two) : call(name, ...(name === "logsumexp" ? [x, two] : [x]));
    expect(toTeX(e)).toMatch(/^\\(operatorname\{\w+\}|\w+)\\left\(x(, 2)?\\right\)$/);
  }
});

test.each([
  ["x", { additions: 0, multiplications: 0, divisions: 0, calls: 0 }],
  ["x + y + 1", { additions: 2, multiplications: 0, divisions: 0, calls: 0 }],
  ["3*x*y", { additions: 0, multiplications: 2, divisions: 0, calls: 0 }],
  ["x*y", { additions: 0, multiplications: 1, divisions: 0, calls: 0 }],
  // x^7 by repeated squaring: two squares and two products.
  ["x^7", { additions: 0, multiplications: 4, divisions: 0, calls: 0 }],
  ["1/x", { additions: 0, multiplications: 0, divisions: 1, calls: 0 }],
  ["sqrt(x)", { additions: 0, multiplications: 0, divisions: 0, calls: 1 }],
  // x*y is shared.
  ["sin(x*y) + cos(x*y)", { additions: 1, multiplications: 1, divisions: 0, calls: 2 }],
])("the operations of %s", (text, counts) => {
  expect(operationCounts([formula(text)])).toEqual(counts);
});

test("the weight of a form: a call is worth twenty products, a division four", () => {
  expect(operationCount(formula("sin(x) + 1/y"))).toBe(20 + 4 + 1);
  expect(operationCount(formula("x*y"), formula("x*y + 1"))).toBe(2);
});

test("the written size counts shared parts as often as they stand", () => {
  expect(writtenSize(formula("x"))).toBe(1);
  expect(writtenSize(formula("sin(x*y) + cos(x*y)"))).toBe(4);
  const doubled = Array.from({ length: 2000 }).reduce<Expr>((e) => call("atan2", e, e), x);
  // 2^2000: printing it is out of the question.
  expect(writtenSize(doubled)).toBe(Infinity);
});
