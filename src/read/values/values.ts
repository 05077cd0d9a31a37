/** What expressions of a loss file mean: the values that reading computes with. */
import type { Node } from "ts-morph";
import { type Expr, type IndexVariable, type Range, type Size, num, size } from "../../expr/index.js";

/** Why a cell cannot be written. */
export type Protection = "constant" | "argument" | "module" | "copy";

export interface Cell {
  readonly serial: number;
  /** For messages; an array goes by the first variable that holds it. */
  name: string | undefined;
  contents: readonly Value[];
  protection?: Protection;
}

export interface Scalar {
  readonly kind: "scalar";
  readonly expr: Expr;
}

export type IndexRanges = ReadonlyMap<IndexVariable, Range>;

/** A comparison: known already, or a choice that stays in the expression. */
export interface Condition {
  readonly kind: "condition";
  readonly decided?: boolean;
  /** What indices are between where it holds, and where it does not. */
  readonly where?: IndexRanges;
  readonly elsewhere?: IndexRanges;
  readonly choose: (then: Expr, otherwise: Expr) => Expr;
}

/** An array of literal length: a cell of many values, since arrays are changed in place. */
export interface List {
  readonly kind: "list";
  readonly cell: Cell;
}

/** An array of a named size: `item` is the element at the index `variable`. */
export interface Family {
  readonly kind: "family";
  readonly variable: IndexVariable;
  readonly item: Value;
}

export interface Fields {
  readonly kind: "object";
  /** For the namespaces `Math` and `* as g` of gen-sde. */
  readonly namespace?: "Math" | "gen-sde";
  readonly fields: ReadonlyMap<string, Value>;
  /** What is read when it is asked for: the exports of a file. */
  readonly later?: (name: string, use: Node) => Value;
}

export interface Callable {
  readonly kind: "function";
  readonly name: string;
  /** Number of arguments, without and with the optional ones. */
  readonly arity: readonly [least: number, most: number];
  /** `own` tells why the function may not assign to its own arguments, when it may not. */
  readonly apply: (args: readonly Value[], site: Node, own?: Protection) => Value;
  /** Where a function of the user is written. */
  readonly declaration?: Node;
}

export interface Text {
  readonly kind: "text";
  readonly text: string;
}

/** The result of a function that returns nothing. */
export interface Nothing {
  readonly kind: "nothing";
}

/** The place of a value that could not be read: reported once already. */
export interface Unread {
  readonly kind: "unread";
}

export type Value = Scalar | Condition | List | Family | Fields | Callable | Text | Nothing | Unread;

export const scalar = (expr: Expr): Scalar => ({ kind: "scalar", expr });
export const NOTHING: Nothing = { kind: "nothing" };
export const UNREAD: Unread = { kind: "unread" };

export const lengthOf = (array: List | Family): Size =>
  array.kind === "list" ? array.cell.contents.length : array.variable.size;
export const lengthValue = (array: List | Family): Scalar => scalar(size(lengthOf(array)));

/** The value as a literal integer. */
export function integer(value: Value): number | undefined {
  if (value.kind !== "scalar" || value.expr.kind !== "num" || value.expr.value.denominator !== 1n) return undefined;
  return Number(value.expr.value.numerator);
}

export const literal = (value: number): Scalar => scalar(num(value));

/** A value in words, for messages. */
export function describe(value: Value): string {
  switch (value.kind) {
    case "scalar":
      return "a number";
    case "condition":
      return "a condition";
    case "list":
    case "family": {
      const shape = shapeOf(value);
      return shape && shape.length > 1
        ? `an array of shape ${shape.join(" × ")}`
        : `an array of length ${String(lengthOf(value))}`;
    }
    case "object":
      return `an object with the fields ${[...value.fields.keys()].join(", ")}`;
    case "function":
      return "a function";
    case "text":
      return "a string";
    case "nothing":
    case "unread":
      return "no value";
  }
}

/** The sizes of a rectangular array of numbers; undefined for anything else. */
export function shapeOf(value: Value): readonly Size[] | undefined {
  if (value.kind === "scalar") return [];
  if (value.kind === "family") {
    const rest = shapeOf(value.item);
    return rest && [value.variable.size, ...rest];
  }
  if (value.kind !== "list") return undefined;
  const shapes = value.cell.contents.map(shapeOf);
  const [first] = shapes;
  if (!first || shapes.some((shape) => shape?.join() !== first.join())) return undefined;
  return [shapes.length, ...first];
}

/** Marks every array in a value as not to be written. */
export function protect(value: Value, why: Protection): Value {
  if (value.kind === "list") {
    value.cell.protection ??= why;
    value.cell.contents.forEach((item) => protect(item, why));
  }
  if (value.kind === "object") value.fields.forEach((field) => protect(field, why));
  return value;
}
