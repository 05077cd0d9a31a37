/**
 * Reverse accumulation: a gradient costs at most about four times the loss, a Hessian times a vector twice that, and
 * a third derivative along a direction three times.
 */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/expr/index.js";
import { type LoopProblem, deriveLoops, lowerLoops } from "../../../src/loops/index.js";
import { hasNamedSizes, loopProblem } from "../../../src/pipeline/named-sizes.js";
import { readLoss } from "../../../src/read/index.js";
import { type LossName, SOURCES, network, problem } from "./losses.js";

const SIZES: Record<string, number> = { n: 100, d: 200, m: 60, k: 8, h: 40, p: 30, c: 10 };

const KERNELS = ["loss", "gradient", "hessianVector", "thirdAlong"] as const;

function operations(
  of: LoopProblem,
  kernels: readonly (typeof KERNELS)[number][] = KERNELS,
  sizes: Readonly<Record<string, number>> = SIZES,
): number[] {
  const guess = (size: string): number => sizes[size] ?? 50;
  const program = lowerLoops(deriveLoops(of, kernels, guess));
  return program.functions.map((made) => evaluate(made.operations, { element: () => NaN, size: guess }));
}

describe.each(Object.keys(SOURCES) as LossName[])("%s", (name) => {
  it("gradient, ∇²L v and T[w, w]", () => {
    const [loss, gradient, hessianVector, thirdAlong] = operations(problem(name)) as [number, number, number, number];
    expect(gradient / loss).toBeLessThan(4);
    expect(hessianVector / gradient).toBeLessThan(3);
    expect(thirdAlong / gradient).toBeLessThan(5);
  });
});

const examples = new URL("../../../examples/", import.meta.url);
const named = readdirSync(examples)
  .filter((file) => file.endsWith(".loss.ts"))
  .map((file) => ({ file, model: readLoss(new URL(file, examples).pathname) }))
  .filter(({ model }) => hasNamedSizes(model));

it.each(named)("the gradient of examples/$file", ({ model }) => {
  const [loss, gradient] = operations(loopProblem(model), ["loss", "gradient"]) as [number, number];
  expect(gradient / loss).toBeLessThanOrEqual(4);
});

describe.each([
  ["linear", "a"],
  ["tanh", "Math.tanh(a)"],
  ["with skips", "a + Math.tanh(a)"],
])("a network, %s", (_, activation) => {
  it.each([1, 2, 3, 5])("of %i hidden layers", (depth) => {
    const [loss, gradient] = operations(network(depth, activation), ["loss", "gradient"]) as [number, number];
    expect(gradient / loss).toBeLessThanOrEqual(4);
  });

  it("with fewer samples than units in a layer", () => {
    const sizes = { n: 100, d: 200, h: 200 };
    const [loss, gradient] = operations(network(3, activation), ["loss", "gradient"], sizes) as [number, number];
    expect(gradient / loss).toBeLessThanOrEqual(4);
  });
});
