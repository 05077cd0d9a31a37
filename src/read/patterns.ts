/** Binding names to values: `x`, `[a, b]`, `{ u, v: w }`, nested. */
import { type BindingName, type BindingElement, Node } from "ts-morph";
import { asArray } from "./arrays.js";
import type { Reader } from "./reader.js";
import type { Scope } from "./scope.js";
import { type Protection, UNREAD, type Value, describe, lengthOf } from "./values.js";

export interface Binder {
  readonly scope: Scope;
  readonly reader: Reader;
  /** Why the names cannot be assigned to; undefined for `let`. */
  readonly protection?: Protection;
}

export function declareName(name: string, value: Value, site: Node, { scope, reader, protection }: Binder): void {
  if (value.kind === "list") value.cell.name ??= name;
  if (!scope.declare(name, reader.journal.cell(name, [value], protection)))
    reader.faults.fail(site, "redeclared", { name });
}

export function bind(pattern: BindingName, value: Value, binder: Binder): void {
  if (Node.isIdentifier(pattern)) {
    declareName(pattern.getText(), value, pattern, binder);
    return;
  }
  if (Node.isObjectBindingPattern(pattern)) {
    bindFields(pattern.getElements(), value, pattern, binder);
    return;
  }
  const { reader } = binder;
  const array = asArray(value, pattern, reader);
  const elements = pattern.getElements();
  const length = lengthOf(array);
  if (array.kind === "family" || elements.length > array.cell.contents.length)
    return reader.faults.fail(pattern, "destructuring", { names: elements.length, length });
  array.cell.contents.slice(0, elements.length).forEach((item, i) => {
    const element = elements[i]!;
    if (Node.isBindingElement(element)) bindElement(element, item, binder);
  });
}

function bindFields(elements: readonly BindingElement[], value: Value, site: Node, binder: Binder): void {
  const { faults } = binder.reader;
  if (value.kind !== "object")
    return faults.fail(site, "unsupported", { what: `taking fields from ${describe(value)}` });
  for (const element of elements) {
    const name = element.getPropertyNameNode()?.getText() ?? element.getName();
    const field = value.fields.get(name) ?? value.later?.(name, element);
    if (field) bindElement(element, field, binder);
    else faults.fail(element, "missingField", { name, known: [...value.fields.keys()].join(", ") });
  }
}

function bindElement(element: BindingElement, value: Value, binder: Binder): void {
  const { faults } = binder.reader;
  if (element.getDotDotDotToken()) faults.fail(element, "unsupported", { what: "a rest pattern" });
  if (element.getInitializer()) faults.fail(element, "unsupported", { what: "a default value" });
  bind(element.getNameNode(), value, binder);
}

/** Gives the names of a declaration that could not be read a place, so that their uses are not reported again. */
export function bindUnread(pattern: BindingName, { scope, reader }: Binder): void {
  const names = Node.isIdentifier(pattern)
    ? [pattern]
    : pattern
        .getElements()
        .filter((element) => Node.isBindingElement(element))
        .map((element) => element.getNameNode());
  for (const name of names) {
    if (Node.isIdentifier(name)) scope.declare(name.getText(), reader.journal.cell(name.getText(), [UNREAD]));
    else bindUnread(name, { scope, reader });
  }
}
