/** `noise = (params, xi, data) => …`: the components of σ(x)ξ in the layout of the parameters, linear in xi. */
import type { Node } from "ts-morph";
import { type Expr, children, holdsForPart, isZero, rationals } from "../../expr/index.js";
import { itemAt } from "../values/arrays.js";
import { formatLayout } from "./layout.js";
import type { NoiseDeclaration, Slot } from "../model.js";
import type { Reader } from "../reader.js";
import { layoutOf } from "./slots.js";
import { onIndex } from "../syntax/split-range.js";
import { type Value, describe, integer, scalar, shapeOf } from "../values/values.js";

export function readNoise(value: Value, xi: Slot, parameters: Slot, site: Node, reader: Reader): NoiseDeclaration {
  const components = new Map<string, Value>();
  matchSlot(value, parameters, components, site, reader);
  for (const [name, component] of components)
    for (const e of leaves(component)) {
      if (!isZero(e) && degree(e) !== 1) reader.faults.fail(site, "noiseNotLinear", { name });
      // Only sums are cut into pieces.
      if (isChosenByIndex(e)) reader.faults.fail(site, "indexCondition");
    }
  return {
    xi,
    component: (parameter, indices) => {
      const at = indices.reduce((part, index) => partAt(part, index, site, reader), components.get(parameter.name)!);
      if (at.kind !== "scalar") throw new Error(`internal: no component of the noise for ${parameter.name}`);
      return at.expr;
    },
  };
}

/** Walks down value and slot together: every tensor gets its array of components. */
function matchSlot(value: Value, slot: Slot, components: Map<string, Value>, site: Node, reader: Reader): void {
  const refuse = () =>
    reader.faults.fail(site, "noiseShape", { found: describe(value), expected: formatLayout(layoutOf(slot)) });
  switch (slot.kind) {
    case "tensor":
      if (shapeOf(value)?.join() !== slot.tensor.shape.join()) refuse();
      components.set(slot.tensor.name, value);
      break;
    case "tuple": {
      if (value.kind !== "list" || value.cell.contents.length !== slot.items.length) return refuse();
      slot.items.forEach((item, i) => matchSlot(value.cell.contents[i]!, item, components, site, reader));
      break;
    }
    case "object":
      if (value.kind !== "object" || value.fields.size !== slot.fields.length) return refuse();
      for (const [name, field] of slot.fields) {
        const part = value.fields.get(name);
        if (!part) return refuse();
        matchSlot(part, field, components, site, reader);
      }
  }
}

function partAt(part: Value, index: Expr, site: Node, reader: Reader): Value {
  if (part.kind === "family") return itemAt(part, index, site, reader);
  const at = integer(scalar(index));
  if (part.kind === "list" && at !== undefined) return part.cell.contents[at]!;
  throw new Error("internal: an index that does not fit the noise");
}

function leaves(value: Value): readonly Expr[] {
  if (value.kind === "scalar") return [value.expr];
  if (value.kind === "family") return leaves(value.item);
  return value.kind === "list" ? value.cell.contents.flatMap(leaves) : [];
}

const isChosenByIndex = holdsForPart(
  (e) => e.kind === "piecewise" && onIndex(e.relation, e.left, e.right) !== undefined,
);

/** Degree in the noise; undefined when it is no homogeneous polynomial of degree 0 or 1. */
function degree(e: Expr): 0 | 1 | undefined {
  switch (e.kind) {
    case "num":
    case "pi":
    case "size":
    case "index":
    case "delta":
      return 0;
    case "element":
      return e.tensor.role === "noise" ? 1 : 0;
    case "add": {
      const degrees = e.terms.map(degree);
      const constant = rationals.isZeroQ(e.constant) ? degrees[0] : 0;
      return degrees.every((each) => each === constant) ? constant : undefined;
    }
    case "mul": {
      const degrees = e.factors.map(degree);
      if (degrees.includes(undefined)) return undefined;
      const total = degrees.filter((each) => each === 1).length;
      return total === 0 ? 0 : total === 1 ? 1 : undefined;
    }
    case "sum":
      return degree(e.body);
    case "pow":
    case "call":
      return children(e).every((child) => degree(child) === 0) ? 0 : undefined;
    case "piecewise": {
      if (degree(e.left) !== 0 || degree(e.right) !== 0) return undefined;
      const [then, otherwise] = [e.then, e.otherwise].map((branch) => (isZero(branch) ? "zero" : degree(branch)));
      if (then === "zero") return otherwise === "zero" ? 0 : otherwise;
      return otherwise === "zero" || otherwise === then ? then : undefined;
    }
  }
}
