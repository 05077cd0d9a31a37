/**
 * How arrays of numbers lie in flat arguments: the parameters one after the other in x, each row-major; a matrix over
 * the parameters (a Jacobian) row by row. Offsets and strides are polynomials in the sizes, known at creation.
 */
import {
  type Element,
  type Expr,
  type IndexVariable,
  type Role,
  type Size,
  type Tensor,
  add,
  element,
  multiply,
  one,
  zero,
} from "../expr/index.js";
import { count } from "./size-cost.js";

/** A tensor as a part of a flat array: entry [i, j] lies at offset + i strides[0] + j strides[1]. */
export interface View {
  readonly tensor: Tensor;
  readonly offset: Expr;
  readonly strides: readonly Expr[];
}

/** A Float64Array argument of a kernel, and the tensors that lie in it. */
export interface Argument {
  readonly name: string;
  /** Empty where the name says it. */
  readonly doc: string;
  readonly length: Expr;
  readonly views: readonly View[];
  /** The named size that the length of the argument gives, where no data give it. */
  readonly defines?: string;
  /** Entries are positions: whole numbers from 0 to less than this. */
  readonly below?: Size;
}

/** One part of a space: the parameters u and v, or the residuals of one family. */
export interface Part {
  readonly name: string;
  readonly shape: readonly Size[];
}

const lengthOf = (parts: readonly Part[]): Expr => add(...parts.map(({ shape }) => count(shape)));

/** The strides of a row-major array whose last axis has this stride. */
export const rowMajor = (shape: readonly Size[], last: Expr = one): readonly Expr[] =>
  shape.map((_, axis) => multiply(last, count(shape.slice(axis + 1))));

const offsetOf = (parts: readonly Part[], position: number): Expr => lengthOf(parts.slice(0, position));

/** x: its parts are the parameters themselves. */
export const parameterArgument = (parameters: readonly Tensor[]): Argument => ({
  name: "x",
  doc: "",
  length: lengthOf(parameters),
  views: parameters.map((tensor, position) => ({
    tensor,
    offset: offsetOf(parameters, position),
    strides: rowMajor(tensor.shape),
  })),
});

/** A vector over a space, such as v or J v. */
export function vectorArgument(name: string, role: Role, parts: readonly Part[], doc: string): Argument {
  const views = parts.map((part, position) => ({
    tensor: { name: nameOf(name, part), role, shape: part.shape },
    offset: offsetOf(parts, position),
    strides: rowMajor(part.shape),
  }));
  return { name, doc, length: lengthOf(parts), views };
}

/** A matrix over two spaces, such as the Jacobian. */
export function matrixArgument(name: string, rows: readonly Part[], columns: readonly Part[], doc: string): Argument {
  const width = lengthOf(columns);
  const views = rows.flatMap((row, r) =>
    columns.map((column, c) => ({
      tensor: {
        name: nameOf(name, row, column),
        role: "argument" as const,
        shape: [...row.shape, ...column.shape],
      },
      offset: add(multiply(offsetOf(rows, r), width), offsetOf(columns, c)),
      strides: [...rowMajor(row.shape, width), ...rowMajor(column.shape)],
    })),
  );
  return { name, doc, length: multiply(lengthOf(rows), width), views };
}

/** A single number that is returned. */
export const numberArgument = (name: string, doc: string): Argument => ({
  name,
  doc,
  length: one,
  views: [{ tensor: { name, role: "argument", shape: [] }, offset: zero, strides: [] }],
});

const nameOf = (name: string, ...parts: readonly Pick<Part, "name">[]): string =>
  [name, ...parts.map((part) => part.name)].join(".");

/** The view of an argument that belongs to these parts; the whole argument for no part. */
export function viewOf(argument: Argument, ...parts: readonly Pick<Part, "name">[]): Tensor {
  const name = nameOf(argument.name, ...parts);
  const view = argument.views.find(({ tensor }) => tensor.name === name);
  if (!view) throw new Error(`internal: ${name} is no part of ${argument.name}`);
  return view.tensor;
}

export const entry = (argument: Argument, parts: readonly Part[], indices: readonly IndexVariable[]): Element =>
  element(viewOf(argument, ...parts), indices);
