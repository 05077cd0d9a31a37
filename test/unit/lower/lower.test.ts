import { describe, expect, it } from "vitest";
import {
  add,
  call,
  divide,
  multiply,
  negate,
  num,
  one,
  piecewise,
  pi,
  power,
  sqrt,
  subtract,
  zero,
} from "../../../src/expr/index.js";
import { lower } from "../../../src/lower/index.js";
import { printCode } from "../../../src/lower/print.js";
import { gradientOf } from "../../../src/pipeline/by-gradients.js";
import { reachable } from "../../../src/lower/rewrite.js";
import { a, b, kernel, lowered, vector, x, y, z } from "./kernels.js";

describe("names", () => {
  it("gives a name to what is used twice, and to nothing else", () => {
    const s = add(x, y);
    expect(lowered(multiply(s, call("exp", s)), z)).toMatchInlineSnapshot(`
      "f(x):
        t1 = x + y
        [0] = t1 * exp(t1)
        [1] = z"
    `);
  });
  it("computes equal results once", () => {
    expect(lowered(multiply(x, y), multiply(x, y))).toMatchInlineSnapshot(`
      "f(x):
        t1 = x * y
        [0] = t1
        [1] = t1"
    `);
  });
});

describe("what no output reaches", () => {
  it("has no name: neither at creation nor in steps, whatever the passes made of it meanwhile", () => {
    const data = vector("d", 3, "data");
    const r = add(...data.map((d, i) => multiply(d, power([x, y, z][i]!, num(2)))), num(-1));
    const slopes = [x, y, z].map((p, i) => multiply(num(2), data[i]!, p, r));
    const kernels = [
      kernel([...slopes, zero]),
      { ...kernel(slopes), byGradients: gradientOf(multiply(num(1, 2), power(r, num(2))), 3) },
    ];
    const { hoisted, programs } = lower(kernels);
    const results = programs.map(({ parts }) =>
      parts
        .flat()
        .filter(({ kind }) => kind === "store")
        .map(({ value }) => value),
    );
    expect(reachable(results.flat())).toEqual(expect.arrayContaining([...hoisted]));
    programs.forEach(({ parts }, i) => {
      const named = parts
        .flat()
        .filter(({ kind }) => kind === "bind")
        .map(({ value }) => value);
      expect(named.length).toBeGreaterThan(3);
      expect(reachable(results[i]!)).toEqual(expect.arrayContaining(named));
    });
  });
  it("is not computed for an output that is known to be zero", () => {
    expect(lowered(multiply(x, y), multiply(zero, call("exp", z)))).toMatchInlineSnapshot(`
      "f(x):
        [0] = x * y
        [1] = 0"
    `);
  });
});

describe("powers", () => {
  it("are products, roots and one division", () => {
    expect(
      lowered(
        power(x, num(2)),
        power(x, num(3)),
        power(x, num(1, 2)),
        power(x, num(3, 2)),
        multiply(x, power(y, num(-1)), power(z, num(-2))),
        power(x, num(-3, 2)),
        power(num(2), x),
        power(x, num(2, 3)),
      ),
    ).toMatchInlineSnapshot(`
      "f(x):
        t1 = x * x
        [0] = t1
        [1] = x * t1
        t2 = sqrt(x)
        [2] = t2
        t3 = x * t2
        [3] = t3
        [4] = x / (y * z * z)
        [5] = 1 / t3
        [6] = pow(2, x)
        [7] = pow(x, 2 / 3)"
    `);
  });
  it("are built by squaring", () => {
    expect(lowered(power(x, num(11)))).toMatchInlineSnapshot(`
      "f(x):
        t1 = x * x
        t2 = t1 * t1
        [0] = x * t1 * t2 * t2"
    `);
  });
});

describe("coefficients", () => {
  it("are exact: decimals where these are, quotients elsewhere", () => {
    expect(lowered(multiply(num(1, 2), x), multiply(num(1, 3), x), multiply(num(1, 10), x), num(-7, 6)))
      .toMatchInlineSnapshot(`
      "f(x):
        [0] = 0.5 * x
        [1] = (1 / 3) * x
        [2] = 0.1 * x
        [3] = -7 / 6"
    `);
  });
  it("are shared by the terms that have them", () => {
    expect(
      lowered(
        add(multiply(num(2), x), multiply(num(2), y), multiply(num(-2), z)),
        add(multiply(num(3), x), multiply(num(3), y), z),
      ),
    ).toMatchInlineSnapshot(`
      "f(x):
        t1 = x + y
        [0] = 2 * (t1 - z)
        [1] = z + 3 * t1"
    `);
  });
  it("of sign are subtractions", () => {
    expect(lowered(subtract(y, x), negate(add(x, y)), subtract(one, x), negate(x))).toMatchInlineSnapshot(`
      "f(x):
        [0] = y - x
        [1] = -(x + y)
        [2] = 1 - x
        [3] = -x"
    `);
  });
});

describe("sharing", () => {
  it("takes out common factors of products, above and below the fraction bar", () => {
    expect(lowered(multiply(x, y, call("exp", z)), divide(call("sin", z), multiply(x, y)))).toMatchInlineSnapshot(`
      "f(x):
        t1 = x * y
        [0] = exp(z) * t1
        [1] = sin(z) / t1"
    `);
  });
  it("takes out common parts of sums, up to a factor", () => {
    expect(
      lowered(
        add(x, multiply(num(2), y), call("exp", z)),
        add(multiply(num(3), x), multiply(num(6), y), call("sin", z)),
      ),
    ).toMatchInlineSnapshot(`
      "f(x):
        t1 = x + 2 * y
        [0] = exp(z) + t1
        [1] = sin(z) + 3 * t1"
    `);
  });
  it("divides once by a common divisor", () => {
    const r = add(x, y);
    expect(lowered(divide(x, r), divide(y, r), divide(z, r))).toMatchInlineSnapshot(`
      "f(x):
        t1 = 1 / (x + y)
        [0] = x * t1
        [1] = y * t1
        [2] = z * t1"
    `);
  });
  it("factors sums where that saves products", () => {
    expect(lowered(add(multiply(x, y), multiply(x, call("exp", z)), multiply(x, call("sin", z)), one)))
      .toMatchInlineSnapshot(`
      "f(x):
        [0] = x * (y + exp(z) + sin(z)) + 1"
    `);
  });
});

describe("data", () => {
  it("and what depends on data alone is computed at creation, once for all kernels", () => {
    const f = kernel([multiply(power(a, num(2)), b, x), add(a, b, x)], [x], "f");
    const g = kernel([multiply(power(a, num(2)), b, call("exp", x))], [x], "g");
    expect(printCode(lower([f, g]))).toMatchInlineSnapshot(`
      "creation:
        c1 = a
        c2 = b
        c3 = c1 * c1 * c2
        c4 = c1 + c2
      f(x):
        [0] = c3 * x
        [1] = c4 + x
      g(x):
        [0] = c3 * exp(x)"
    `);
  });
  it("includes constants that are not rational", () => {
    expect(lowered(multiply(sqrt(num(2)), x), multiply(pi, x))).toMatchInlineSnapshot(`
      "creation:
        c1 = sqrt(2)
      f(x):
        [0] = c1 * x
        [1] = pi * x"
    `);
  });
});

it("chooses between the branches of a piecewise expression", () => {
  expect(lowered(piecewise("<", x, zero, negate(y), multiply(num(2), y)))).toMatchInlineSnapshot(`
    "f(x):
      [0] = x < 0 ? -y : 2 * y"
  `);
});

it("cuts a long sum into nested ones", () => {
  const xs = vector("x", 30, "parameter");
  const code = printCode(lower([kernel([add(...xs.map((e) => call("exp", e)))], xs)]));
  expect(Math.max(...code.split("\n").map((line) => line.length))).toBeLessThan(250);
  expect(code).toMatchInlineSnapshot(`
    "f(x):
      t1 = exp(x[0]) + exp(x[1]) + exp(x[2]) + exp(x[3]) + exp(x[4]) + exp(x[5]) + exp(x[6]) + exp(x[7]) + exp(x[8]) + exp(x[9]) + exp(x[10]) + exp(x[11])
      t2 = exp(x[12]) + exp(x[13]) + exp(x[14]) + exp(x[15]) + exp(x[16]) + exp(x[17]) + exp(x[18]) + exp(x[19]) + exp(x[20]) + exp(x[21]) + exp(x[22]) + exp(x[23])
      [0] = t1 + t2 + (exp(x[24]) + exp(x[25]) + exp(x[26]) + exp(x[27]) + exp(x[28]) + exp(x[29]))"
  `);
});

it("refuses a sum that is not unrolled", async () => {
  const { element, index, sum } = await import("../../../src/expr/index.js");
  const i = index("i", "n");
  const u = element({ name: "u", role: "parameter", shape: ["n"] }, [i]);
  expect(() => lowered(sum(i, call("exp", u)))).toThrow("internal: sum in a straight-line kernel");
});
