/** Equal expressions are the same object: what the smart constructors do, read off the printed form. */
import { describe, expect, it, test } from "vitest";
import {
  DivisionByZero,
  type Expr,
  abs,
  add,
  call,
  compare,
  divide,
  index,
  maximum,
  minimum,
  multiply,
  negate,
  num,
  one,
  pi,
  piecewise,
  power,
  print,
  sign,
  sqrt,
  substitute,
  subtract,
  symbol,
  two,
  zero,
} from "../../../src/expr/index.js";
import { formula, variable } from "../../support/formula.js";

const GROUPS: Record<string, readonly (readonly [written: string, canonical: string])[]> = {
  "like terms": [
    ["x + x", "2*x"],
    ["3*x - 2*x", "x"],
    ["x - x", "0"],
    ["y + x", "x + y"],
    ["x*y + y*x", "2*x*y"],
    ["2*(x + y) - 2*x", "2*y"],
    ["1/2 + x + 1/3", "x + 5/6"],
    ["(x + y)/2 + (x - y)/2", "x"],
    ["0.1 + 0.2", "3/10"],
    ["x^2 - y + 1 + x", "x^2 + x - y + 1"],
    ["sin(x) + 2*sin(x)", "3*sin(x)"],
  ],
  powers: [
    ["x*x", "x^2"],
    ["x^2*x^3", "x^5"],
    ["x^3/x^5", "1/x^2"],
    ["x/x", "1"],
    ["(x*y)^2", "x^2*y^2"],
    ["(2*x)^3", "8*x^3"],
    ["(x^2)^3", "x^6"],
    ["x^0", "1"],
    ["1^x", "1"],
    ["0*x", "0"],
    ["x^y*x^z", "x^(y + z)"],
    ["x^y*x", "x^(y + 1)"],
    ["x^y/x^y", "1"],
    ["(x^y)^2", "x^(2*y)"],
    ["(x^y)^(1/2)", "sqrt(x^y)"],
    ["x^(1/3)*x^(2/3)", "x"],
    ["(x^(1/3))^3", "x"],
    ["sqrt(x)*sqrt(x)", "x"],
    // Both hold for x < 0 too, and sqrt(x^2) = x would not.
    ["sqrt(x^2)", "sqrt(x^2)"],
    ["sqrt(x^2)*sqrt(x^2)*x", "x^3"],
    ["sqrt(x*y)", "sqrt(x*y)"],
    ["sqrt(x*y)^2", "x*y"],
    ["sqrt(4*x)", "2*sqrt(x)"],
  ],
  "rational powers of numbers": [
    ["sqrt(4)", "2"],
    ["sqrt(12)", "2*sqrt(3)"],
    ["sqrt(1/2)", "sqrt(2)/2"],
    ["1/sqrt(3)", "sqrt(3)/3"],
    ["sqrt(2)*sqrt(2)", "2"],
    ["sqrt(8) - 2*sqrt(2)", "0"],
    ["8^(2/3)", "4"],
    ["4^(1/4)", "sqrt(2)"],
    ["4^(1/3)", "2^(2/3)"],
    ["54^(1/3)", "3*2^(1/3)"],
    ["2^(1/3)*2^(1/6)", "sqrt(2)"],
    ["(2/3)^(-2)", "9/4"],
    ["0^(1/2)", "0"],
  ],
  "primitive parts of sums": [
    ["(2*x + 2*y)/(x + y)", "2"],
    ["(y - x)^2", "(x - y)^2"],
    ["(y - x)^3", "-(x - y)^3"],
    ["(2*x - 2)^2", "4*(x - 1)^2"],
    ["(x - y)*(y - x)", "-(x - y)^2"],
    ["(x/2 + y/2)^2", "(x + y)^2/4"],
    // Only a common denominator comes out: an ellipse is printed as it was written.
    ["(x^2/4 + y^2 - 1)^2", "(x^2/4 + y^2 - 1)^2"],
    ["(1 - x)/(x - 1)", "-1"],
    ["-(x - 1)", "1 - x"],
    // A root keeps the sign inside.
    ["sqrt(1 - x)", "sqrt(1 - x)"],
    ["sqrt(4 - 4*x)", "2*sqrt(1 - x)"],
    ["sqrt(1 - x)*sqrt(1 - x)", "1 - x"],
    ["y*sqrt(1 - x)*sqrt(1 - x)", "-y*(x - 1)"],
    ["y*(1 - x)", "-y*(x - 1)"],
  ],
  "exact trigonometry": [
    ["sin(pi/6)", "1/2"],
    ["cos(pi/6)", "sqrt(3)/2"],
    ["sin(pi/4)", "sqrt(2)/2"],
    ["cos(2*pi/3)", "-1/2"],
    ["sin(4*pi/3)", "-sqrt(3)/2"],
    ["cos(pi)", "-1"],
    ["sin(-7*pi/6)", "1/2"],
    ["sin(100*pi)", "0"],
    // 36 degrees has nested roots: it stays as it is.
    ["cos(pi/5)", "cos(pi/5)"],
    ["tan(pi/4)", "tan(pi/4)"],
  ],
  "functions that undo each other": [
    ["exp(log(x))", "x"],
    ["log(exp(x))", "x"],
    ["exp(log1p(x))", "x + 1"],
    ["log1p(expm1(x))", "x"],
    ["expm1(log1p(x))", "x"],
    ["sinh(asinh(x))", "x"],
    ["tanh(atanh(x))", "x"],
    ["tan(atan(x))", "x"],
    ["sigmoid(log(x))", "x/(x + 1)"],
    ["logsumexp(x)", "x"],
    // These do not hold everywhere.
    ["atan(tan(x))", "atan(tan(x))"],
    ["acosh(cosh(x))", "acosh(cosh(x))"],
  ],
  "parity and exact values": [
    ["sin(-x)", "-sin(x)"],
    ["cos(-x)", "cos(x)"],
    ["cosh(y - x)", "cosh(x - y)"],
    ["tanh(y - x)", "-tanh(x - y)"],
    ["erf(-2*x)", "-erf(2*x)"],
    ["atan(-1)", "-atan(1)"],
    ["exp(-x)", "exp(-x)"],
    ["acos(-x)", "acos(-x)"],
    ["exp(0)", "1"],
    ["log(1)", "0"],
    ["cbrt(8)", "2"],
    ["cbrt(-8)", "-2"],
    ["cosh(0)", "1"],
    ["sigmoid(0)", "sigmoid(0)"],
  ],
};

for (const [group, cases] of Object.entries(GROUPS))
  describe(group, () => {
    it.each(cases)("%s is %s", (written, canonical) => {
      expect(print(formula(written))).toBe(canonical);
      expect(formula(written)).toBe(formula(canonical));
    });
  });

describe("identity", () => {
  const [x, y] = [variable("x"), variable("y")];

  it("is that of the content", () => {
    expect(formula("(x + 1)*sin(y)")).toBe(formula("sin(y)*(1 + x)"));
    expect(symbol("x")).not.toBe(symbol("x", "data"));
    expect(index("i", 3)).not.toBe(index("i", "n"));
    expect(num(2, 4)).toBe(num(1, 2));
    expect(num(0)).toBe(zero);
  });

  it("cannot be changed from outside", () => {
    expect(Object.isFrozen(formula("x + y"))).toBe(true);
  });

  // z is made before y here and after it there; the order of terms follows names, not creation.
  it("and the order of terms do not depend on the order of creation", () => {
    const [first, late, early] = [symbol("q0"), symbol("q2"), symbol("q1")];
    expect(print(add(late, first, early))).toBe("q0 + q1 + q2");
    expect(print(multiply(late, early, first))).toBe("q0*q1*q2");
    expect(print(call("atan2", add(late, early), multiply(late, early)))).toBe("atan2(q1 + q2, q1*q2)");
  });

  test("compare is a total order on distinct expressions", () => {
    const mixed = ["x", "y", "x^2", "x*y", "x + y", "sin(x)", "2", "pi", "2*x", "sqrt(x)", "x^y", "2*x + y", "1/x"];
    const expressions = mixed.map(formula);
    for (const a of expressions)
      for (const b of expressions) {
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
        expect(compare(a, b) === 0).toBe(a === b);
        for (const c of expressions) if (compare(a, b) < 0 && compare(b, c) < 0) expect(compare(a, c)).toBeLessThan(0);
      }
  });

  test("a power sorts beside its base", () => {
    expect(print(formula("y*x^2*z^3*x"))).toBe("x^3*y*z^3");
    expect([y, power(x, two), x].sort(compare)).toEqual([x, power(x, two), y]);
  });
});

describe("what has no value", () => {
  test.each<[string, () => Expr]>([
    ["1/0", () => divide(one, zero)],
    ["0^-1", () => power(zero, num(-1))],
    ["1/(x - x)", () => divide(one, subtract(variable("x"), variable("x")))],
    ["0^(-1/2)", () => power(zero, num(-1, 2))],
  ])("%s throws", (_, make) => {
    expect(make).toThrow(DivisionByZero);
  });

  it("is a fault of ours when a function gets too many arguments", () => {
    expect(() => call("sin", one, two)).toThrow("internal");
  });
});

describe("pieces", () => {
  const [x, y] = [variable("x"), variable("y")];
  test.each<[Expr, string]>([
    [abs(x), "x < 0 ? -x : x"],
    [abs(num(-3)), "3"],
    [maximum(x, y), "x < y ? y : x"],
    [minimum(x, y), "x < y ? x : y"],
    [maximum(x, add(x, one)), "x + 1"],
    [sign(num(-2)), "-1"],
    [sign(zero), "0"],
    [sign(x), "x < 0 ? -1 : x == 0 ? 0 : 1"],
    [piecewise("<=", x, y, one, one), "1"],
    [piecewise("==", x, x, one, two), "1"],
    [add(piecewise("<", x, y, one, two), one), "(x < y ? 1 : 2) + 1"],
  ])("%#: %s", (e, text) => {
    expect(print(e)).toBe(text);
  });
});

test("substitute replaces what stands free, everywhere at once", () => {
  const [x, y] = [variable("x"), variable("y")];
  const swap = new Map<Expr, Expr>([
    [x, y],
    [y, x],
  ]);
  expect(substitute(formula("x^2 - sin(y)/x"), swap)).toBe(formula("y^2 - sin(x)/y"));
  expect(substitute(formula("x*y"), new Map([[x, zero]]))).toBe(zero);
  expect(substitute(sqrt(x), new Map<Expr, Expr>([[x, multiply(num(9), pi)]]))).toBe(formula("3*sqrt(pi)"));
  expect(negate(negate(x))).toBe(x);
});
