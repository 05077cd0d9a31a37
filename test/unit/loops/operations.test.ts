/**
 * Reverse accumulation: a gradient costs at most about four times the loss, a Hessian times a vector twice that, and
 * a third derivative along a direction three times. */
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/expr/index.js";
import { deriveLoops, lowerLoops } from "../../../src/loops/index.js";
import { type LossName, SOURCES, problem } from "./losses.js";

const SIZES: Record<string, number> = { n: 100, d: 200, m: 60, k: 8, h: 40, p: 30, c: 10 };

const KERNELS = ["loss", "gradient", "hessianVector", "thirdAlong"] as const;

function operations(name: LossName): number[] {
  const program = lowerLoops(deriveLoops(problem(name), KERNELS));
  const environment = { element: () => NaN, size: (size: string) => SIZES[size]! };
  return program.functions.map((made) => evaluate(made.operations, environment));
}

describe.each(Object.keys(SOURCES) as LossName[])("%s", (name) => {
  it("gradient, ∇²L v and T[w, w]", () => {
    const [loss, gradient, hessianVector, thirdAlong] = operations(name) as [number, number, number, number];
    expect(gradient / loss).toBeLessThan(4);
    expect(hessianVector / gradient).toBeLessThan(3);
    expect(thirdAlong / gradient).toBeLessThan(5);
  });
});
