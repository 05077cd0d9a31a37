/** Positions and choices by the index of a named size, read and then written out for sizes, against the function itself. */
import { describe, expect, it } from "vitest";
import { evaluate, print, unroll, valuesOf } from "../../../src/expr/index.js";
import { elementsOf, packArgument, readLoss, runLossModule } from "../../../src/read/index.js";

const read = (body: string) => {
  const source = `import { type Vector, mean, range, sum } from "gen-sde";
    export const loss = (x: Vector<"n">, { y }: { y: Vector<"n"> }): number => ${body};`;
  const model = readLoss("/virtual/positions.loss.ts", source);
  const { loss } = runLossModule("/virtual/positions.loss.ts", source);
  const both = (n: number): readonly [read: number, run: number] => {
    const elements = [...elementsOf(model.parameters, { n }), ...elementsOf(model.data!, { n })];
    const numbers = Float64Array.from({ length: elements.length }, (_, k) => Math.sin(3 * k + 1));
    const expected = loss(Array.from(numbers.slice(0, n)), packArgument(model.data!, numbers.slice(n), { n }));
    return [evaluate(unroll(model.loss, { n }), valuesOf(elements, numbers)), expected];
  };
  return { model, both };
};

interface Case {
  readonly body: string;
  /** How the loss prints. */
  readonly form?: string;
  /** The least n, where it is not 1. */
  readonly least?: number;
}

const CASES: readonly Case[] = [
  { body: "(x[x.length - 2]! - x[3]!) ** 2", form: "(x[3] - x[n - 2])^2", least: 4 },
  { body: "sum(x, (xi, i) => (xi * x[x.length - 1 - i]! - 1) ** 2)", form: "sum_i((x[i]*x[n - i - 1] - 1)^2)" },
  {
    body: "mean(x.length - 3, (i) => (x[i]! * x[i + 3]! - y[i + 1]!) ** 2)",
    form: "sum_i((y[i + 1] - x[i]*x[i + 3])^2)/(n - 3)",
    least: 4,
  },
  { body: "sum(range(x.length - 2), (i) => x[i + 2]! ** 2)", form: "sum_i(x[i + 2]^2)", least: 2 },
  {
    body: "sum(x, (xi, i) => (i > 0 ? xi - x[i - 1]! : xi) ** 2)",
    form: "x[0]^2 + sum_i((x[i] - x[i + 1])^2)",
  },
  { body: "sum(x, (xi, i) => (0 === i ? 1 : x[i - 1]! * xi) ** 2)", form: "sum_i(x[i]^2*x[i + 1]^2) + 1" },
  {
    body: "sum(x, (xi, i) => (i === x.length - 1 ? y[0]! : x[i + 1]!) ** 2)",
    form: "y[0]^2 + sum_i(x[i + 1]^2)",
  },
  {
    body: "sum(x, (xi, i) => (i !== 1 ? xi : 2 * xi) ** 2)",
    form: "x[0]^2 + 4*x[1]^2 + sum_i(x[i + 2]^2)",
    least: 2,
  },
  { body: "sum(x, (xi, i) => (i < 2 || i >= x.length - 1 ? y[i]! : xi) ** 2)", least: 3 },
  {
    body: "sum(x, (xi, i) => (i > 0 && i <= x.length - 2 ? x[i - 1]! - 2 * xi + x[i + 1]! : 0) ** 2)",
    form: "sum_i((x[i] - 2*x[i + 1] + x[i + 2])^2)",
    least: 2,
  },
  {
    body: "{ let t = 0; for (let i = 2; i <= x.length - 2; i++) t += (x[i]! - x[i - 2]!) ** 2; return t; }",
    form: "sum_i((x[i] - x[i + 2])^2)",
    least: 3,
  },
  {
    body: `{
      let t = 0;
      for (let i = 0; i < x.length; i++) { if (i > 0) t += (x[i]! - x[i - 1]!) ** 2; else t += x[i]! ** 2; }
      return t;
    }`,
    form: "x[0]^2 + sum_i((x[i] - x[i + 1])^2)",
  },
  {
    body: `{
      const h = x.map((xi, i) => (i > 0 ? xi * x[i - 1]! : y[0]!));
      return sum(h, (hi, i) => (hi - h[0]! * y[i]!) ** 2);
    }`,
  },
  { body: "sum(x, (xi, i) => sum(y, (yj, j) => (i === j ? (xi - 2 * yj) ** 2 : 0)))" },
];

describe.each(CASES)("$body", ({ body, form, least = 1 }) => {
  const { model, both } = read(body);
  it("is read", () => {
    if (form !== undefined) expect(print(model.loss)).toBe(form);
    expect(model.leastSizes).toEqual(least > 1 ? { n: least } : {});
  });
  it.each([0, 1, 4])("is what the function gives, %i above the least size", (more) => {
    const [found, expected] = both(least + more);
    expect(found).toBeCloseTo(expected, 12);
  });
});

it("choices of a declared noise by the index are refused", () => {
  const source = `import { type Vector, sum } from "gen-sde";
    export const loss = (x: Vector<"n">) => (sum(x, (xi) => xi ** 2) - 1) ** 2;
    export const noise = (x: Vector<"n">, xi: Vector<"n">) => x.map((_, i) => (i > 0 ? xi[i - 1]! : xi[0]!));`;
  expect(() => readLoss("/virtual/noise.loss.ts", source)).toThrow("GS305");
});
