/** Small modules to emit. */
import { type Element, type Expr, multiply, num, power, symbol, zero } from "../../../src/expr/index.js";
import type { ModuleSpec } from "../../../src/emit/index.js";
import type { Kernel } from "../../../src/lower/kernel.js";

export const specOf = (kernels: readonly Kernel[], more: Partial<ModuleSpec> = {}): ModuleSpec => ({
  name: "sample",
  version: "0.0.0",
  source: { file: "sample.loss.ts", sha256: "5a3" },
  summary: ["Γ = {u = 0}"],
  parameters: ["u"],
  rank: 1,
  kernels,
  noises: [],
  ...more,
});

export const scalar = (name: string, value: Expr, elements: readonly Element[]): Kernel => ({
  name,
  doc: [`${name}.`],
  inputs: [{ name: "x", elements, doc: "the parameters" }],
  output: { value },
});

export const array = (name: string, values: readonly Expr[], inputs: Kernel["inputs"]): Kernel => ({
  name,
  doc: [`${name}.`],
  inputs,
  output: { name: "out", values, doc: "the result" },
});

/** All kernels that a Model needs, for L = a u²/2 with its noises: enough to type-check and to call. */
export function completeSpec(more: Partial<ModuleSpec> = {}): ModuleSpec {
  const u = symbol("u");
  const a = symbol("a", "data");
  const [S, v, xi] = ["S", "v", "xi"].map((name) => symbol(name, "argument")) as [Element, Element, Element];
  const x = { name: "x", elements: [u], doc: "the parameter u" };
  const argument = (e: Element) => ({ name: e.tensor.name, elements: [e], doc: "one number" });
  const noise = (name: "isotropic" | "labelNoise") => ({
    name,
    channels: 1,
    kernels: [
      array("apply", [xi], [x, argument(xi)]),
      array("diffuse", [zero], [x, argument(xi)]),
      array("drift", [zero], [x]),
      array("driftTerms", [zero, zero, zero], [x]),
    ],
  });
  const kernels = [
    scalar("loss", multiply(num(1, 2), a, power(u, num(2))), [u]),
    array("gradient", [multiply(a, u)], [x]),
    array("hessian", [a], [x]),
    array("thirdContraction", [multiply(zero, S)], [x, argument(S)]),
    array("residuals", [u], [x]),
    array("retractStep", [zero], [x]),
    array("tangentProject", [multiply(zero, v)], [x, argument(v)]),
  ];
  const data = { kind: "object", fields: [["a", { kind: "tensor", tensor: a.tensor }]] } as const;
  return { ...specOf(kernels), data, noises: [noise("isotropic"), noise("labelNoise")], ...more };
}
