/** Binding names to values: `x`, `[a, b = 1, ...rest]`, `{ u, v: w, ...others }`, nested. */
import { type BindingName, type BindingElement, Node } from "ts-morph";
import { asArray, list } from "../values/arrays.js";
import type { Reader } from "../reader.js";
import type { Scope } from "../values/scope.js";
import { NOTHING, type Protection, UNREAD, type Value, describe, lengthOf } from "../values/values.js";

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
  const items = array.kind === "list" ? array.cell.contents : undefined;
  const needed = elements.findLastIndex((element) => !Node.isBindingElement(element) || isNeeded(element)) + 1;
  if (!items || needed > items.length)
    return reader.faults.fail(pattern, "destructuring", { names: elements.length, length: lengthOf(array) });
  elements.forEach((element, i) => {
    if (!Node.isBindingElement(element)) return;
    if (isRest(element)) bind(element.getNameNode(), list(items.slice(i), reader), binder);
    else bindElement(element, items[i], binder);
  });
}

const isRest = (element: BindingElement): boolean => element.getDotDotDotToken() !== undefined;
const isNeeded = (element: BindingElement): boolean => !isRest(element) && !element.getInitializer();

function bindFields(elements: readonly BindingElement[], value: Value, site: Node, binder: Binder): void {
  const { faults } = binder.reader;
  if (value.kind !== "object")
    return faults.fail(site, "unsupported", { what: `taking fields from ${describe(value)}` });
  const others = new Map(value.fields);
  for (const element of elements) {
    const name = element.getPropertyNameNode()?.getText() ?? element.getName();
    if (isRest(element)) {
      if (value.later) faults.fail(element, "unsupported", { what: "a rest pattern for the exports of a file" });
      bind(element.getNameNode(), { kind: "object", fields: others }, binder);
      return;
    }
    others.delete(name);
    const field = value.fields.get(name) ?? value.later?.(name, element);
    if (field || !isNeeded(element)) bindElement(element, field, binder);
    else faults.fail(element, "missingField", { name, known: [...value.fields.keys()].join(", ") });
  }
}

/** The default stands in for what is not there, and is read only then. */
function bindElement(element: BindingElement, value: Value = NOTHING, binder: Binder): void {
  const fallback = value.kind === "nothing" ? element.getInitializer() : undefined;
  bind(element.getNameNode(), fallback ? binder.reader.evaluate(fallback, binder.scope) : value, binder);
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
