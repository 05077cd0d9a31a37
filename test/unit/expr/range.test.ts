import { describe, expect, it } from "vitest";
import { add, delta, element, index, isWithin, multiply, num, size, sum, unroll } from "../../../src/expr/index.js";

const i = index("i", "n-1");
const k = index("k", "n");
const shifted = (c: number) => add(i, num(c));
const x = { name: "x", role: "parameter", shape: ["n"] } as const;

describe("isWithin", () => {
  it.each([
    ["i + 1 of n, i < n - 1", shifted(1), "n", true],
    ["i + 2 of n, i < n - 1", shifted(2), "n", false],
    ["i - 1 of n", shifted(-1), "n", false],
    ["i + 1 of n - 1", shifted(1), "n-1", false],
    ["k of n - 1, k < n", k, "n-1", false],
    ["i of another size", i, "m", false],
    ["2 i of n", multiply(num(2), i), "n", false],
    ["i + 1/2 of n", add(i, num(1, 2)), "n", false],
    ["0 of n", num(0), "n", true],
    ["0 of n - 1, which may be empty", num(0), "n-1", false],
    ["n - 1 of n", size("n-1"), "n", true],
    ["n of n", size("n"), "n", false],
    ["n - 2 of n", size("n-2"), "n", false],
    ["2 of 3", num(2), 3, true],
    ["3 of 3", num(3), 3, false],
  ] as const)("%s: %s in %s is %s", (_, position, range, expected) => {
    expect(isWithin(position, range)).toBe(expected);
  });
});

describe("a delta of shifted indices", () => {
  it("drops what both sides have", () => {
    expect(delta(shifted(3), add(k, num(2)))).toBe(delta(shifted(1), k));
    expect(delta(shifted(1), shifted(2))).toBe(num(0));
  });
  it("is resolved in a sum where the position is in range", () => {
    expect(sum(k, multiply(delta(shifted(1), k), element(x, [k])))).toBe(element(x, [shifted(1)]));
  });
  it("stays in a sum where it may be outside, and counts nothing there", () => {
    const left = sum(i, multiply(delta(shifted(1), k), element(x, [i])));
    expect(left.kind).toBe("sum");
    // Σ_k Σ_i δ(i + 1, k) x_i is x_0 + … + x_{n-2}.
    const total = unroll(sum(k, left), { n: 3 });
    const entry = (at: number) => element({ ...x, shape: [3] }, [num(at)]);
    expect(total).toBe(add(entry(0), entry(1)));
    expect(unroll(sum(k, left), { n: 1 })).toBe(num(0));
  });
});
