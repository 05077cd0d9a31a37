/** What a generated module needs for Φ in closed form. */
import type { ClosedFlowSpec } from "../emit/index.js";
import { type Manifold, closedFlowOf } from "../geometry/index.js";

export function closedFlowSpec(manifold: Manifold): ClosedFlowSpec | undefined {
  const form = closedFlowOf(manifold);
  if (!form) return undefined;
  const about = { name: "flowConstants", doc: [], inputs: [] };
  if (form.kind === "product") return { kind: "product", constants: { ...about, output: { value: form.value } } };
  const output = { name: "out", values: form.decay, doc: "" };
  return { kind: "quadratics", pairs: form.pairs, constants: { ...about, output } };
}
