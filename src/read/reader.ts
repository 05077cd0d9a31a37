/** What the tables of reading rules share: the way back to the whole reader, and where faults are reported. */
import type { KindToNodeMappings, Node, SyntaxKind } from "ts-morph";
import type { Diagnostic, Key, ValuesOf } from "../diagnostics/index.js";
import type { IndexVariable, Range } from "../expr/index.js";
import type { Journal } from "./values/cells.js";
import type { Scope } from "./values/scope.js";
import type { Cell, IndexRanges, Protection, Value } from "./values/values.js";

/** How a statement ends. A conditional return is kept in the frame and does not show here. */
export type Completion =
  { readonly exit: "none" | "break" | "continue" } | { readonly exit: "return"; readonly value: Value };

export const NEXT: Completion = { exit: "none" };

export interface Reader {
  readonly journal: Journal;
  readonly faults: Faults;
  /** The value of an expression. */
  evaluate(node: Node, scope: Scope): Value;
  /** Runs a statement. */
  execute(node: Node, scope: Scope): Completion;
  /** Calls a function, the number of arguments checked. `own` tells why it may not assign to them, when it may not. */
  call(callee: Value, args: readonly Value[], site: Node, own?: Protection): Value;
  /** Calls a function as arrays call theirs: with as many of the arguments as it wants. */
  callback(callee: Value, args: readonly Value[], site: Node): Value;
  /** Notes that the file can be used only where the named size is at least so large. */
  requireSize(name: string, least: number): void;
  /** Runs with what a condition says of indices: between these values. */
  within<Result>(ranges: IndexRanges, run: () => Result): Result;
  /** The values that an index has here. */
  rangeOf(variable: IndexVariable): Range;
  /** Counts the steps of reading, so that it ends for every input. */
  step(site: Node): void;
}

/** Reported already; stops the reading of one statement. */
export class Unreadable extends Error {}

export interface Faults {
  readonly found: readonly Diagnostic[];
  fail<K extends Key>(site: Node, key: K, ...values: ValuesOf<K>): never;
  /** Notes an error or a warning and goes on. */
  note<K extends Key>(site: Node, key: K, ...values: ValuesOf<K>): void;
}

/** One reading rule per kind of syntax. */
export type Rules<Result> = {
  readonly [K in SyntaxKind]?: (node: KindToNodeMappings[K], scope: Scope, reader: Reader) => Result;
};

export const nameOf = (cell: Cell): string => cell.name ?? "this array";

export function writeTo(cell: Cell, contents: readonly Value[], site: Node, { journal, faults }: Reader): void {
  switch (cell.protection) {
    case "constant":
      return faults.fail(site, "assignToConstant", { name: nameOf(cell) });
    case "argument":
      return faults.fail(site, "mutatedArgument", { name: nameOf(cell) });
    case "module":
      return faults.fail(site, "mutatedModule");
    case "copy":
      return faults.fail(site, "mutatedCopy");
    case undefined:
      journal.write(cell, contents);
  }
}

/** "SwitchStatement" is "a switch statement". */
export function describeSyntax(node: Node): string {
  const words = node
    .getKindName()
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
  return `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
}
