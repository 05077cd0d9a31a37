import { describe, expect, it } from "vitest";
import { gradient } from "../../../src/calculus/index.js";
import { type Element, type Expr, add, call, multiply, num, power, subtract } from "../../../src/expr/index.js";
import { total } from "../../../src/lower/cost.js";
import { lower } from "../../../src/lower/index.js";
import type { Kernel } from "../../../src/lower/kernel.js";
import { gradientOf } from "../../../src/pipeline/by-gradients.js";
import { printCode } from "../../../src/lower/print.js";
import { kernel, vector, x, y } from "./kernels.js";

/** The gradient of a number, written out and by what it is the gradient of. */
const gradientKernel = (number: Expr, by: readonly Element[]): Kernel => ({
  ...kernel(gradient(number, by), by, "gradient"),
  byGradients: gradientOf(number, by.length),
});

const operations = (k: Kernel): number => total(lower([k]).programs[0]!.after);

describe("reverse accumulation", () => {
  it("shares what the derivatives have in common", () => {
    const [u, v, w] = vector("x", 3, "parameter") as [Element, Element, Element];
    const number = power(add(multiply(u, v), call("tanh", multiply(v, w))), num(3));
    expect(printCode(lower([gradientKernel(number, [u, v, w])]))).toMatchInlineSnapshot(`
      "gradient(x):
        t1 = tanh(x[1] * x[2])
        t2 = x[0] * x[1] + t1
        t3 = t2 * t2
        t4 = x[1] * t3
        [0] = 3 * t4
        t5 = t1 * t1 - 1
        [1] = 3 * (x[0] - x[2] * t5) * t3
        [2] = -3 * t5 * t4"
    `);
  });
  it("is left out where the written formulas are cheaper", () => {
    const k = gradientKernel(subtract(multiply(num(2), x), y), [x, y]);
    const { passes } = lower([k]).programs[0]!;
    expect(passes().map(({ pass }) => pass)).not.toContain("reverse accumulation");
  });
  it("takes a small multiple of the number's operations, however many parameters there are", () => {
    const counts = [10, 40].map((n) => {
      const xs = vector("x", n, "parameter");
      const r = subtract(multiply(...xs), num(1));
      const number = add(...gradient(r, xs).map((g, i) => multiply(power(g, num(2)), xs[(i + 1) % n]!)));
      return operations(gradientKernel(number, xs)) / operations(kernel([number], xs));
    });
    for (const ratio of counts) expect(ratio).toBeLessThan(4);
  });
});
