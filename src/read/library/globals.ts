/** The names that are known without an import. */
import type { Node } from "ts-morph";
import { zero } from "../../expr/index.js";
import { countUp, list, mapArray } from "../values/arrays.js";
import { LIBRARY } from "./gen-sde.js";
import { MATH_CONSTANTS, MATH_FUNCTIONS } from "./math.js";
import { type LibraryFunction, toCallable } from "./numeric.js";
import type { Reader } from "../reader.js";
import { Scope } from "../values/scope.js";
import { type Callable, type Fields, NOTHING, type Value, scalar } from "../values/values.js";

const callables = (
  table: Readonly<Record<string, LibraryFunction>>,
  reader: Reader,
  prefix = "",
): [string, Callable][] => Object.entries(table).map(([name, row]) => [name, toCallable(prefix + name, row, reader)]);

/** What `import * as g from "gen-sde"` gives. */
export const library = (reader: Reader): Fields => ({
  kind: "object",
  namespace: "gen-sde",
  fields: new Map(callables(LIBRARY, reader)),
});

/** `Array.from({ length: n }, (_, i) => …)` and `Array.from(xs, f)`. */
const arrayFrom: LibraryFunction = {
  arity: [1, 2],
  apply: ([given, f], site, reader) => {
    const source = given!;
    const make = (item: Value, i: Value) => (f ? reader.callback(f, [item, i], site) : item);
    if (source.kind === "list" || source.kind === "family") return mapArray(source, site, reader, make);
    const length = source.kind === "object" ? source.fields.get("length") : undefined;
    if (!length) return reader.faults.fail(site, "notAnArray", { found: "something else" });
    return countUp(length, site, reader, (i) => make(NOTHING, i));
  },
};

/** `new Array(n)` has holes until it is filled, a typed array zeros. */
export const CONSTRUCTORS: Readonly<Record<string, (args: readonly Value[], site: Node, reader: Reader) => Value>> = {
  Array: (args, site, reader) =>
    args.length === 1 ? countUp(args[0]!, site, reader, () => NOTHING) : list(args, reader),
  Float64Array: ([length], site, reader) =>
    length?.kind === "list" ? list(length.cell.contents, reader) : countUp(length!, site, reader, () => scalar(zero)),
};

export function globalScope(reader: Reader): Scope {
  const scope = Scope.forCall(undefined);
  const math: Fields = {
    kind: "object",
    namespace: "Math",
    fields: new Map<string, Value>([
      ...callables(MATH_FUNCTIONS, reader, "Math."),
      ...Object.entries(MATH_CONSTANTS).map(([name, expr]) => [name, scalar(expr)] as const),
    ]),
  };
  const array: Fields = { kind: "object", fields: new Map([["from", toCallable("Array.from", arrayFrom, reader)]]) };
  const known: Readonly<Record<string, Value>> = { Math: math, Array: array, undefined: NOTHING };
  for (const [name, value] of Object.entries(known)) scope.declare(name, () => value);
  for (const name of ["NaN", "Infinity"]) scope.declare(name, (use) => reader.faults.fail(use, "notReal"));
  for (const name of ["Date", "performance", "crypto", "process"])
    scope.declare(name, (use) => reader.faults.fail(use, "changing", { name }));
  return scope;
}
