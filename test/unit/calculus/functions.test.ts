/** The derivative of every function against difference quotients with 50 digits. */
import { describe, expect, it, test } from "vitest";
import { differentiate } from "../../../src/calculus/index.js";
import { type Expr, FUNCTION_NAMES, type FunctionName, call, print } from "../../../src/expr/index.js";
import { difference, preciseValue, relativeError } from "../../support/differences.js";
import { formula, variable } from "../../support/formula.js";

const [x, y] = [variable("x"), variable("y")];

const DERIVATIVES: Record<FunctionName, string> = {
  exp: "exp(x)",
  expm1: "exp(x)",
  log: "1/x",
  log1p: "1/(x + 1)",
  cbrt: "1/(3*cbrt(x)^2)",
  sin: "cos(x)",
  cos: "-sin(x)",
  tan: "tan(x)^2 + 1",
  asin: "1/sqrt(1 - x^2)",
  acos: "-1/sqrt(1 - x^2)",
  atan: "1/(x^2 + 1)",
  atan2: "y/(x^2 + y^2)",
  sinh: "cosh(x)",
  cosh: "sinh(x)",
  tanh: "1 - tanh(x)^2",
  asinh: "1/sqrt(x^2 + 1)",
  acosh: "1/(sqrt(x - 1)*sqrt(x + 1))",
  atanh: "-1/(x^2 - 1)",
  sigmoid: "-(sigmoid(x) - 1)*sigmoid(x)",
  softplus: "sigmoid(x)",
  erf: "2*exp(-x^2)/sqrt(pi)",
  logsumexp: "exp(x - logsumexp(x, y))",
};

/** Points inside the domain, on both sides of 0 where it has them. */
const PLACES: Partial<Record<FunctionName, readonly number[]>> = {
  log: [0.02, 0.7, 30],
  log1p: [-0.9, 1e-3, 5],
  asin: [-0.99, 0.1, 0.8],
  acos: [-0.99, 0.1, 0.8],
  atanh: [-0.99, 0.1, 0.8],
  acosh: [1.01, 1.7, 20],
};
const ANYWHERE = [-2.3, -0.4, 0.03, 1.1, 6];

const applied = (name: FunctionName): Expr =>
  name === "atan2" ? call(name, x, y) : name === "logsumexp" ? call(name, x, y) : call(name, x);

describe.each(FUNCTION_NAMES)("%s", (name) => {
  const e = applied(name);

  it(`has the derivative ${DERIVATIVES[name]}`, () => {
    expect(print(differentiate(e, x))).toBe(DERIVATIVES[name]);
  });

  it("as differences say, in both arguments and to third order", () => {
    for (const at of PLACES[name] ?? ANYWHERE) {
      const point = new Map([
        [x, at],
        [y, 0.6],
      ]);
      for (const p of e.kind === "call" && e.args.length === 2 ? [x, y] : [x]) {
        const along = new Map([[p, 1]]);
        const [first, second] = [differentiate(e, p), differentiate(differentiate(e, p), p)];
        const where = `${name} at ${String(at)} by ${print(p)}`;
        expect(relativeError(preciseValue(first, point), difference(1, e, point, along)), where).toBeLessThan(1e-26);
        expect(relativeError(preciseValue(second, point), difference(1, first, point, along)), where).toBeLessThan(
          1e-24,
        );
        const third = preciseValue(differentiate(second, p), point);
        expect(relativeError(third, difference(3, e, point, along)), where).toBeLessThan(1e-13);
      }
    }
  });
});

test.each([
  ["x^3", "3*x^2"],
  ["x^y", "x^(y - 1)*y"],
  ["y^x", "y^x*log(y)"],
  ["x^x", "x^(x - 1)*x + x^x*log(x)"],
  ["sqrt(x)", "1/(2*sqrt(x))"],
  ["x*y/(x + y)", "y/(x + y) - x*y/(x + y)^2"],
  ["(x*y - 1)^2/2", "y*(x*y - 1)"],
  ["a*x^2 + b", "2*a*x"],
  ["tanh(x*y)", "y*(1 - tanh(x*y)^2)"],
  ["sin(cos(x))", "-cos(cos(x))*sin(x)"],
  ["pi + y", "0"],
])("d/dx %s", (written, derivative) => {
  expect(differentiate(formula(written), x)).toBe(formula(derivative));
});

test("pieces are differentiated piece by piece", () => {
  expect(print(differentiate(formula("abs(x)"), x))).toBe("x < 0 ? -1 : 1");
  expect(print(differentiate(formula("max(x^2, y)"), x))).toBe("x^2 < y ? 0 : 2*x");
});
