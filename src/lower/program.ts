/** Straight-line code: which values get a name, in which order, and where the results go. */
import type { OperationCounts } from "../expr/count.js";
import type { Kernel } from "./kernel.js";
import { reachable } from "./rewrite.js";
import type { Operation, Value } from "./value.js";

/**
 * `bind` names a value; a value without a name is written out where it stands, once. `save` and `load` carry a named
 * value over to another part.
 */
export type Statement =
  | { readonly kind: "bind" | "return"; readonly value: Value }
  | { readonly kind: "store" | "save" | "load"; readonly position: number; readonly value: Value };

export interface Program {
  readonly kernel: Kernel;
  /** One function body each; more than one where a single one would be too long for V8 to optimise. */
  readonly parts: readonly (readonly Statement[])[];
  /** The number of values that are carried over between parts. */
  readonly carried: number;
  /** Operations per call, before (each distinct subexpression once) and after. */
  readonly before: OperationCounts;
  readonly after: OperationCounts;
  /** The same for each pass, in their order: counted when they are asked for. */
  readonly passes: () => readonly PassCount[];
}

/** What one pass made of a kernel; values of data alone, computed at creation, do not count. */
export interface PassCount {
  readonly pass: string;
  readonly before: OperationCounts;
  readonly after: OperationCounts;
}

/** The code of a module. */
export interface Code {
  /** Values of data alone, named when the model is created and shared by all programs. */
  readonly hoisted: readonly Value[];
  readonly programs: readonly Program[];
}

/** The functions that the code calls. */
export function callsOf({ hoisted, programs }: Code): ReadonlySet<Operation> {
  const values = programs.flatMap(({ parts }) => parts.flat().map(({ value }) => value));
  const calls = reachable([...hoisted, ...values]).filter((value) => value.kind === "call");
  return new Set(calls.map(({ operation }) => operation));
}
