/** From a declared argument to its slot (model.ts), and from a slot to the value that the function is read with. */
import { type BindingName, Node } from "ts-morph";
import { type Expr, type Role, type Size, type Tensor, element, freshIndex, num } from "../../expr/index.js";
import type { Layout } from "./layout.js";
import type { Slot } from "../model.js";
import type { Faults, Reader } from "../reader.js";
import { list } from "../values/arrays.js";
import { type Value, scalar } from "../values/values.js";

export interface Naming {
  /** The function whose argument it is. */
  readonly owner: string;
  readonly role: Role;
  readonly faults: Faults;
}

/**
 * Elements that a pattern names become scalars of these names; everything else is named by its field, with the fields
 * around it, or by the argument itself.
 */
export function slotOf(layout: Layout, pattern: BindingName, naming: Naming): Slot {
  return slotAt(
    layout,
    pattern,
    Node.isIdentifier(pattern) && layout.kind === "array" ? pattern.getText() : "",
    naming,
  );
}

function slotAt(layout: Layout, pattern: BindingName | undefined, name: string, naming: Naming): Slot {
  const { faults, owner, role } = naming;
  const refuse = (site: Node, what: string) => faults.fail(site, "badParameterForm", { what, name: owner });
  if (layout.kind === "object") {
    if (Node.isArrayBindingPattern(pattern)) return refuse(pattern, "taking elements from an object");
    const patterns = new Map<string, BindingName>();
    if (Node.isObjectBindingPattern(pattern))
      for (const each of pattern.getElements()) {
        if (each.getInitializer() || each.getDotDotDotToken()) refuse(each, `\`${each.getText()}\``);
        patterns.set(each.getPropertyNameNode()?.getText() ?? each.getName(), each.getNameNode());
      }
    const path = (field: string) => (name === "" ? field : `${name}_${field}`);
    const fields = layout.fields.map(
      ([field, inner]) => [field, slotAt(inner, patterns.get(field), path(field), naming)] as const,
    );
    return { kind: "object", fields };
  }
  if (Node.isObjectBindingPattern(pattern)) return refuse(pattern, "taking fields from an array");
  if (!Node.isArrayBindingPattern(pattern)) return { kind: "tensor", tensor: { name, role, shape: layout.shape } };
  const [length, ...rest] = layout.shape;
  const elements = pattern.getElements();
  if (elements.length !== length)
    return faults.fail(pattern, "destructuring", { names: elements.length, length: length ?? 0 });
  const items = elements.map((item) => {
    if (!Node.isBindingElement(item) || item.getInitializer() || item.getDotDotDotToken())
      return refuse(pattern, `\`${pattern.getText()}\``);
    return slotAt({ kind: "array", shape: rest }, item.getNameNode(), item.getName(), naming);
  });
  return { kind: "tuple", items };
}

/** The argument as the function sees it. */
export function valueOf(slot: Slot, reader: Reader): Value {
  switch (slot.kind) {
    case "tensor":
      return tensorValue(slot.tensor, slot.tensor.shape, [], reader);
    case "tuple":
      return list(
        slot.items.map((item) => valueOf(item, reader)),
        reader,
        "argument",
      );
    case "object":
      return { kind: "object", fields: new Map(slot.fields.map(([name, field]) => [name, valueOf(field, reader)])) };
  }
}

function tensorValue(tensor: Tensor, [size, ...rest]: readonly Size[], at: readonly Expr[], reader: Reader): Value {
  if (size === undefined) return scalar(element(tensor, at));
  if (typeof size === "number")
    return list(
      Array.from({ length: size }, (_, i) => tensorValue(tensor, rest, [...at, num(i)], reader)),
      reader,
      "argument",
      tensor.name,
    );
  const variable = freshIndex(size);
  return { kind: "family", variable, item: tensorValue(tensor, rest, [...at, variable], reader) };
}

/** The layout that a slot was declared with. */
export function layoutOf(slot: Slot): Layout {
  switch (slot.kind) {
    case "tensor":
      return { kind: "array", shape: slot.tensor.shape };
    case "tuple": {
      const first = layoutOf(slot.items[0]!);
      return { kind: "array", shape: [slot.items.length, ...(first.kind === "array" ? first.shape : [])] };
    }
    case "object":
      return { kind: "object", fields: slot.fields.map(([name, field]) => [name, layoutOf(field)] as const) };
  }
}
