/** Short ways to kernels and their printed code. */
import { type Element, type Expr, element, num, symbol } from "../../../src/expr/index.js";
import { lower } from "../../../src/lower/index.js";
import type { Kernel } from "../../../src/lower/kernel.js";
import { printCode } from "../../../src/lower/print.js";

export const [x, y, z] = ["x", "y", "z"].map((name) => symbol(name)) as [Element, Element, Element];
export const [a, b] = ["a", "b"].map((name) => symbol(name, "data")) as [Element, Element];

export const vector = (name: string, length: number, role: "parameter" | "data" | "argument"): Element[] =>
  Array.from({ length }, (_, i) => element({ name, role, shape: [length] }, [num(i)]));

export const kernel = (values: readonly Expr[], elements: readonly Element[] = [x, y, z], name = "f"): Kernel => ({
  name,
  doc: [name],
  inputs: [{ name: "x", elements, doc: "parameters" }],
  output: { name: "out", values, doc: "values" },
});

/** The code of one kernel with these results. */
export const lowered = (...values: readonly Expr[]): string => printCode(lower([kernel(values)]));
