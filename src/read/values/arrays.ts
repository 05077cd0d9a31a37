/** Reading elements of arrays, and arrays element by element. */
import type { Node } from "ts-morph";
import { type Expr, type Size, asSize, freshIndex, leastSize, splitSize, substitute } from "../../expr/index.js";
import { overNamedSize } from "../syntax/named-sizes.js";
import { type Reader, writeTo } from "../reader.js";
import {
  type Family,
  type List,
  type Protection,
  type Value,
  describe,
  integer,
  lengthOf,
  literal,
  scalar,
} from "./values.js";

export const list = (items: readonly Value[], reader: Reader, protection?: Protection, name?: string): List => ({
  kind: "list",
  cell: reader.journal.cell(name, items, protection),
});

export function asArray(value: Value, site: Node, { faults }: Reader): List | Family {
  if (value.kind === "list" || value.kind === "family") return value;
  return faults.fail(site, "notAnArray", { found: describe(value) });
}

export function asScalar(value: Value, site: Node, { faults }: Reader): Expr {
  if (value.kind === "scalar") return value.expr;
  return faults.fail(site, "notANumber", { found: describe(value) });
}

/** The items of an array of literal length. */
export function itemsOf(value: Value, name: string, site: Node, reader: Reader): readonly Value[] {
  const array = asArray(value, site, reader);
  if (array.kind === "list") return array.cell.contents;
  return reader.faults.fail(site, "namedSizeNeedsSum", { name, size: String(lengthOf(array)) });
}

/** `value` with the index `variable` put at `index`. Arrays inside become copies, which cannot be written. */
function instantiate(value: Value, variable: Expr, index: Expr, site: Node, reader: Reader): Value {
  const go = (part: Value): Value => {
    switch (part.kind) {
      case "scalar":
        return scalar(substitute(part.expr, new Map([[variable, index]])));
      case "condition":
        return {
          ...part,
          choose: (then, otherwise) => substitute(part.choose(then, otherwise), new Map([[variable, index]])),
        };
      case "list":
        return list(part.cell.contents.map(go), reader, "copy");
      case "family":
        return { ...part, item: go(part.item) };
      case "object":
        return { kind: "object", fields: new Map([...part.fields].map(([name, field]) => [name, go(field)])) };
      case "function":
        return reader.faults.fail(site, "unsupported", { what: "an array of functions over a named size" });
      case "text":
      case "nothing":
      case "unread":
        return part;
    }
  };
  return go(value);
}

/** The element of a family at a variable or literal that is surely in range. */
export const itemAt = (family: Family, index: Expr, site: Node, reader: Reader): Value =>
  instantiate(family.item, family.variable, index, site, reader);

/** Replaces what is in an array, where that may be done. */
export function writeItems(
  array: List | Family,
  site: Node,
  reader: Reader,
  change: (items: readonly Value[]) => readonly Value[],
): void {
  const name = argumentBehind(array);
  if (name !== undefined) reader.faults.fail(site, "mutatedArgument", { name });
  else if (array.kind === "family") reader.faults.fail(site, "mutatedCopy");
  else writeTo(array.cell, change(array.cell.contents), site, reader);
}

/** The parameter or data array of a named size that an array is. */
function argumentBehind(array: List | Family): string | undefined {
  if (array.kind === "list") return array.cell.protection === "argument" ? array.cell.name : undefined;
  const { item } = array;
  if (item.kind === "list" || item.kind === "family") return argumentBehind(item);
  const direct = item.kind === "scalar" && item.expr.kind === "element" && item.expr.indices.at(-1) === array.variable;
  return direct ? item.expr.tensor.name : undefined;
}

/** `array[index]`, checked. */
export function elementAt(array: List | Family, index: Value, site: Node, reader: Reader): Value {
  const { faults } = reader;
  const position = asScalar(index, site, reader);
  const text = site.getText();
  if (array.kind === "list") {
    const { contents } = array.cell;
    if (position.kind === "index")
      return faults.fail(site, "indexOfOtherSize", { found: String(position.size), expected: contents.length });
    const at = integer(index);
    if (at === undefined) return faults.fail(site, "indexNotInteger", { index: text });
    const item = contents[at];
    if (item) return item;
    return faults.fail(site, "indexOutOfRange", { index: at, length: contents.length, last: contents.length - 1 });
  }
  const least = leastSize(position, array.variable.size, (i) => reader.rangeOf(i));
  if (least !== undefined) {
    reader.requireSize(splitSize(String(array.variable.size))[0], least);
    return itemAt(array, position, site, reader);
  }
  const size = String(array.variable.size);
  if (position.kind === "index")
    return faults.fail(site, "indexOfOtherSize", { found: String(position.size), expected: size });
  return faults.fail(site, "indexOfNamedSize", { index: text, size });
}

/** What `body` makes of every index below `length`: an array of the same length. */
export function tabulate(length: Size, site: Node, reader: Reader, body: (index: Value) => Value): List | Family {
  if (typeof length === "string") return overNamedSize(freshIndex(length), site, reader, body);
  return list(
    Array.from({ length }, (_, i) => {
      reader.step(site);
      return body(literal(i));
    }),
    reader,
  );
}

/** A loop over n - c takes no negative number of rounds. */
export function requireCount(length: Size, reader: Reader): void {
  if (typeof length === "string") reader.requireSize(...splitSize(length));
}

/** What `body` makes of every index below a count: a literal integer, the length of an array, or less by a number. */
export function countUp(count: Value, site: Node, reader: Reader, body: (index: Value) => Value): List | Family {
  const e = asScalar(count, site, reader);
  const length = asSize(e) ?? integer(count);
  if (typeof length === "string") requireCount(length, reader);
  if (length === undefined || (typeof length === "number" && length < 0))
    return reader.faults.fail(site, "badCount", { count: site.getText() });
  return tabulate(length, site, reader, body);
}

/** What `body` makes of every element of an array. */
export const mapArray = (
  array: List | Family,
  site: Node,
  reader: Reader,
  body: (item: Value, index: Value) => Value,
): List | Family => tabulate(lengthOf(array), site, reader, (i) => body(elementAt(array, i, site, reader), i));

/** Arrays that are walked in step have one length. */
export function checkSameLength(
  name: string,
  a: List | Family,
  b: List | Family,
  site: Node,
  { faults }: Reader,
): void {
  const [first, second] = [lengthOf(a), lengthOf(b)];
  if (first !== second) faults.fail(site, "sizeMismatch", { name, first, second });
}
