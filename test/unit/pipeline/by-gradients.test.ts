/** Kernels by way of gradients: at any point they have the values of the written formulas. */
import { describe, expect, it, test } from "vitest";
import { gradient } from "../../../src/calculus/index.js";
import { type Element, type Expr, evaluator } from "../../../src/expr/index.js";
import { total } from "../../../src/lower/cost.js";
import { lower } from "../../../src/lower/index.js";
import type { Kernel } from "../../../src/lower/kernel.js";
import { analyse } from "../../../src/pipeline/analyse.js";
import { sampleKernels } from "../../../src/pipeline/dynamics.js";
import { lossFromFormula } from "../../../src/pipeline/index.js";
import { baseKernels, noiseKernels } from "../../../src/pipeline/kernels.js";

function kernelsOf(formula: string, names: readonly string[]): readonly Kernel[] {
  const { limits, located } = analyse(lossFromFormula("loss", formula, names));
  const noises = (["isotropic", "labelNoise"] as const).flatMap((name) => {
    const { apply, diffuse, drift, driftTerms } = noiseKernels(name, located.manifold, limits[name]);
    return [apply, diffuse, drift, driftTerms].map((kernel) => ({ ...kernel, name: `${name} ${kernel.name}` }));
  });
  return [...baseKernels(located.manifold), ...noises, ...(sampleKernels(located.manifold) ?? [])];
}

/** The values of a kernel as written, and by way of gradients that symbolic differentiation gives. */
function bothWays({ byGradients, inputs, output }: Kernel): readonly [readonly number[], readonly number[]] {
  const values = new Map<Expr, number>();
  const elements = inputs.flatMap((input) => input.elements);
  elements.forEach((element, i) => values.set(element, 0.6 + Math.sin(3 * i) / 2));
  const value = (es: readonly Expr[]): number[] => {
    const at = evaluator({ element: (element: Element) => values.get(element)! });
    return es.map(at);
  };
  const written = value("value" in output ? [output.value] : output.values);
  for (const step of byGradients!.steps) {
    const made = value("of" in step ? gradient(step.of, inputs[0]!.elements) : step.values);
    step.elements.forEach((element, k) => values.set(element, made[k]!));
  }
  return [written, value(byGradients!.values)];
}

const LOSSES: Readonly<Record<string, readonly [formula: string, names: readonly string[]]>> = {
  "a product": ["(x*y*z*u-1)^2/2", ["x", "y", "z", "u"]],
  "two residuals": ["(x*y*z-1)^2/4 + (x*u-z^2)^2", ["x", "y", "z", "u"]],
  "a weight that depends on parameters": ["(1+x^2+y^4)*(x*y^2*z-1)^2/2", ["x", "y", "z"]],
  "weights that depend on parameters": ["(1+u^2)*(x*y-1)^2/2 + (2+x^2)*(z*u*y-2)^2", ["x", "y", "z", "u"]],
  "a link": ["cosh(x*y*exp(z)-1)", ["x", "y", "z"]],
};

describe.each(Object.entries(LOSSES))("%s", (_, [formula, names]) => {
  const kernels = kernelsOf(formula, names).filter(({ byGradients }) => byGradients);

  it("has the way for what is linear in curvatures", () => {
    const found = kernels.map(({ name }) => name);
    const expected = ["gradient", "thirdContraction", "retractStep", "tangentProject", "labelNoise drift"];
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  it.each(kernels.map((kernel) => [kernel.name, kernel] as const))("%s", (__, kernel) => {
    const [written, byGradients] = bothWays(kernel);
    const scale = Math.max(1, ...written.map(Math.abs));
    written.forEach((value, i) => {
      expect(Math.abs(byGradients[i]! - value) / scale).toBeLessThan(1e-12);
    });
  });
});

test("the drifts of a product take a multiple of D operations", () => {
  const counts = [6, 12].map((D) => {
    const names = Array.from({ length: D }, (_, i) => `x${String(i)}`);
    const kernels = kernelsOf(`(${names.join("*")}-1)^2/2`, names);
    const { programs } = lower(kernels);
    return Object.fromEntries(programs.map(({ kernel, after }) => [kernel.name, total(after)]));
  });
  const [small, large] = counts as [Record<string, number>, Record<string, number>];
  for (const name of ["isotropic drift", "labelNoise drift"]) {
    expect(large[name]! / small[name]!).toBeLessThan(2.5);
    expect(large[name]).toBeLessThan(12 * 34);
  }
});
