/** The optional exports beside `loss` that are no noise: `manifold` and `labels`. */
import type { Node } from "ts-morph";
import type { Expr } from "../../expr/index.js";
import { type Slot, tensors } from "../model.js";
import type { Reader } from "../reader.js";
import { type Value, describe } from "../values/values.js";

/** The equations of an expression or a nested array. Over a named size the index stays free: one equation for each. */
export function readManifold(value: Value, site: Node, { faults }: Reader): readonly Expr[] {
  const equations = (part: Value): readonly Expr[] => {
    if (part.kind === "scalar") return [part.expr];
    if (part.kind === "family") return equations(part.item);
    if (part.kind === "list" && part.cell.contents.length > 0) return part.cell.contents.flatMap(equations);
    return faults.fail(site, "manifoldShape", { found: describe(value) });
  };
  return equations(value);
}

export function readLabels(value: Value, data: Slot | undefined, site: Node, { faults }: Reader): string {
  const known = data ? tensors(data).map(({ name }) => name) : [];
  const found = value.kind === "text" ? `"${value.text}"` : describe(value);
  if (value.kind === "text" && known.includes(value.text)) return value.text;
  return faults.fail(site, "labelsUnknown", { found, known: known.join(", ") || "none" });
}
