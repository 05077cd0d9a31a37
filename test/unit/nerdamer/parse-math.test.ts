import { describe, expect, test } from "vitest";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import { print } from "../../../src/expr/index.js";
import { parseMath } from "../../../src/nerdamer/index.js";

const PARAMS = ["u", "v", "x", "y", "i", "beta", "θ", "η2"];

describe("parseMath", () => {
  test.each([
    ["(u*v-1)^2/2", "(u*v - 1)^2/2"],
    ["-x^2", "-x^2"],
    ["(-x)^2", "x^2"],
    ["2^3^2", "512"],
    ["2^-x^2", "2^(-x^2)"],
    ["2^-1*u*v", "u*v/2"],
    ["u^-2*v + x^-2^-sin(y)*i", "i*x^(-2^(-sin(y))) + v/u^2"],
    ["u^-(x + 1)/v", "u^(-x - 1)/v"],
    ["ln(x)", "log(x)"],
    ["u/v/x", "u/(v*x)"],
    ["u-v-x", "u - v - x"],
    ["-2*-x", "2*x"],
    ["0.1*u + 1e-3", "u/10 + 1/1000"],
    ["x**2", "x^2"],
    ["e^(u*v)", "exp(u*v)"],
    ["sqrt(x^2+y^2)", "sqrt(x^2 + y^2)"],
    ["i^2 + beta", "i^2 + beta"],
    ["θ*η2 - 1", "η2*θ - 1"],
    ["sigmoid(x) - log1p(y)", "sigmoid(x) - log1p(y)"],
  ])("%s is %s", (text, expected) => expect(print(parseMath(text, PARAMS))).toBe(expected));

  test.each([
    ["2x", "GS150", 2, 1],
    ["exp(u", "GS150", 6, 1],
    ["u $ v", "GS150", 3, 1],
    ["tanh(x, y)", "GS150", 1, 10],
    ["", "GS150", 1, 1],
    ["u*w", "GS151", 3, 1],
    ["u + foo(v)", "GS151", 5, 3],
    ["1/0 + u", "GS301", 1, 7],
  ])("%j: %s at column %i", (text, code, column, length) => {
    const error = (() => {
      try {
        return parseMath(text, PARAMS);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(DiagnosticError);
    const [diagnostic] = (error as DiagnosticError).diagnostics;
    expect(diagnostic).toMatchObject({ code, span: { file: "--expr", source: text, line: 1, column, length } });
  });
});
