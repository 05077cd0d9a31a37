/** The everyday methods of arrays: one row per name. */
import type { Node } from "ts-morph";
import { freshIndex } from "../../expr/index.js";
import { elementAt, itemsOf, list, mapArray, tabulate, writeItems } from "../values/arrays.js";
import { overNamedSize } from "../syntax/named-sizes.js";
import type { Reader } from "../reader.js";
import {
  type Family,
  type List,
  NOTHING,
  type Value,
  integer,
  lengthOf,
  lengthValue,
  literal,
} from "../values/values.js";

interface Method {
  readonly arity: readonly [least: number, most: number];
  readonly apply: (array: List | Family, args: readonly Value[], site: Node, reader: Reader) => Value;
}
type Apply = Method["apply"];

const map: Apply = (array, [f], site, reader) =>
  mapArray(array, site, reader, (item, i) => reader.callback(f!, [item, i, array], site));

const forEach: Apply = (array, [f], site, reader) => {
  mapArray(array, site, reader, (item, i) => reader.callback(f!, [item, i, array], site));
  return NOTHING;
};

/** Over a named size the accumulated value is a variable that the rounds add to. */
const reduce: Apply = (array, [f, initial], site, reader) => {
  if (array.kind === "list") {
    const [first, ...rest] = array.cell.contents.map((item, i) => [item, literal(i)] as const);
    if (!initial && !first) return reader.faults.fail(site, "indexOutOfRange", { index: 0, length: 0, last: -1 });
    const [start, items] = initial ? [initial, first ? [first, ...rest] : []] : [first![0], rest];
    return items.reduce<Value>((total, [item, i]) => {
      reader.step(site);
      return reader.callback(f!, [total, item, i, array], site);
    }, start);
  }
  if (!initial) return reader.faults.fail(site, "notASum", { name: "reduce" });
  const total = reader.journal.cell("reduce", [initial]);
  overNamedSize(freshIndex(array.variable.size), site, reader, (i) => {
    const item = elementAt(array, i, site, reader);
    reader.journal.write(total, [reader.callback(f!, [total.contents[0]!, item, i, array], site)]);
    return NOTHING;
  });
  return total.contents[0]!;
};

const at: Apply = (array, [index], site, reader) => {
  const position = integer(index!);
  const fromEnd = position !== undefined && position < 0 && array.kind === "list";
  return elementAt(array, fromEnd ? literal(position + array.cell.contents.length) : index!, site, reader);
};

const slice: Apply = (array, [from, to], site, reader) => {
  if (!from && array.kind === "family") return array;
  const bounds = [from, to].map((bound) => {
    if (!bound) return undefined;
    return integer(bound) ?? reader.faults.fail(site, "indexNotInteger", { index: site.getText() });
  });
  return list(itemsOf(array, "slice", site, reader).slice(...bounds), reader);
};

const concat: Apply = (array, others, site, reader) =>
  list(
    [array, ...others].flatMap((part) => (part.kind === "scalar" ? [part] : itemsOf(part, "concat", site, reader))),
    reader,
  );

const push: Apply = (array, items, site, reader) => {
  writeItems(array, site, reader, (before) => [...before, ...items]);
  return lengthValue(array);
};

const fill: Apply = (array, [value], site, reader) => {
  writeItems(array, site, reader, (before) => before.map(() => value!));
  return array;
};

const entries: Apply = (array, _, site, reader) => mapArray(array, site, reader, (item, i) => list([i, item], reader));

const keys: Apply = (array, _, site, reader) => tabulate(lengthOf(array), site, reader, (i) => i);

const flat: Apply = (array, _, site, reader) =>
  list(
    itemsOf(array, "flat", site, reader).flatMap((part) =>
      part.kind === "scalar" ? [part] : itemsOf(part, "flat", site, reader),
    ),
    reader,
  );

export const ARRAY_METHODS: Readonly<Record<string, Method>> = {
  map: { arity: [1, 1], apply: map },
  forEach: { arity: [1, 1], apply: forEach },
  reduce: { arity: [1, 2], apply: reduce },
  at: { arity: [1, 1], apply: at },
  slice: { arity: [0, 2], apply: slice },
  concat: { arity: [0, Infinity], apply: concat },
  push: { arity: [1, Infinity], apply: push },
  fill: { arity: [1, 1], apply: fill },
  entries: { arity: [0, 0], apply: entries },
  keys: { arity: [0, 0], apply: keys },
  flat: { arity: [0, 0], apply: flat },
};
