/** nerdamer's real answers, some of them wrong: what gets through the door and what does not. */
import { describe, expect, test } from "vitest";
import { differentiate } from "../../../src/calculus/index.js";
import { type Element, index, print, sum, element } from "../../../src/expr/index.js";
import { nerdamerDerivative, propose } from "../../../src/nerdamer/index.js";
import { agree, simplify } from "../../../src/simplify/index.js";
import { formula, variable } from "../simplify/formula.js";
import { isDerivative } from "../simplify/referee.js";

describe("proposals that are right", () => {
  test.each([
    ["factor", "x^3-9*x^2+26*x-24", "(x - 4)*(x - 3)*(x - 2)"],
    ["simplify", "(x^2-1)/(x-1)", "x + 1"],
    ["expand", "(x+y)^2", "x^2 + y^2 + 2*x*y"],
  ] as const)("%s(%s)", (kind, text, expected) => {
    const proposal = propose(kind, formula(text));
    expect(proposal && print(proposal)).toBe(expected);
    expect(agree(formula(text), proposal!).kind).toBe("agree");
  });
});

describe("proposals that are wrong are refused", () => {
  test.each([
    // The factor (u + v) gets lost.
    ["simplify", "u-2*u*v^2/(u^2+v^2)", "-u*(u - v)/(u^2 + v^2)"],
    // The numerator moves into an exponent.
    ["factor", "u-2*u*v^2/(u^2+v^2)", "u - 2*(u^2 + v^2)^(-u*v^2)"],
    // e becomes a fraction that is right to 16 digits: doubles would not tell.
    ["simplify", "log(x^2*exp(3*x))", "log(119696244^(-3*x)*325368125^(3*x)*x^2)"],
  ] as const)("%s(%s)", (kind, text, answer) => {
    const [e, wrong] = [formula(text), propose(kind, formula(text))!];
    expect(agree(wrong, formula(answer)).kind).toBe("agree");
    expect(agree(e, wrong).kind).not.toBe("agree");
    expect(agree(e, simplify(e)).kind).toBe("agree");
  });
});

describe("no proposal", () => {
  test("for what nerdamer lacks", () => {
    const i = index("i", "n");
    expect(propose("simplify", sum(i, element({ name: "x", role: "parameter", shape: ["n"] }, [i])))).toBeUndefined();
    expect(propose("simplify", formula("abs(x)"))).toBeUndefined();
  });
  test("for what it cannot be interrupted in", () => {
    expect(
      propose("factor", formula(Array.from({ length: 80 }, (_, k) => `x^${String(k + 2)}*y`).join("+"))),
    ).toBeUndefined();
  });
});

describe("derivatives of every function agree with nerdamer's", () => {
  const x: Element = variable("x");
  test.each([
    "exp(x*y)",
    "expm1(x^2)",
    "log(x+3)",
    "log1p(x^2)",
    "cbrt(x+3)",
    "sin(x*y)",
    "cos(x^2)",
    "tan(x)",
    "asin(x/3)",
    "acos(x/3)",
    "atan(x*y)",
    "atan2(x,y)",
    "sinh(x)",
    "cosh(x*y)",
    "tanh(x^2)",
    "asinh(x)",
    "acosh(x^2+2)",
    "atanh(x/3)",
    "sigmoid(x*y)",
    "softplus(x)",
    "erf(x)",
    "(x^2+3)^y",
    "x^3/(y^2+x)",
  ])("%s", (text) => {
    const e = formula(text);
    expect(agree(differentiate(e, x), nerdamerDerivative(e, x)).kind).toBe("agree");
  });
});

describe("derivatives that nerdamer gets wrong: a difference quotient with 50 digits tells who is right", () => {
  const x: Element = variable("x");
  test.each(["logsumexp(x,y,x*y)"])("%s", (text) => {
    const e = formula(text);
    expect(isDerivative(differentiate(e, x), e, x)).toBe(true);
    expect(isDerivative(nerdamerDerivative(e, x), e, x)).toBe(false);
  });
});
