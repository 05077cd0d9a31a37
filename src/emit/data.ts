/** The data argument of `create`: its type, its run-time check and how its entries are read. */
import type { Element, Tensor } from "../expr/index.js";
import type { Slot } from "../read/model.js";

/** `.Z`, `["my key"]` or `[0]`. */
export const property = (name: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
const member = (name: string): string => (property(name) === name ? `.${name}` : `[${JSON.stringify(name)}]`);

/** The TypeScript type of an array of a rank from 1. */
type ArrayType = (rank: number) => string;

const nestedArray: ArrayType = (rank) =>
  rank === 0 ? "number" : `readonly ${rank > 1 ? `(${nestedArray(rank - 1)})` : "number"}[]`;

/** The TypeScript type of a layout, everything read-only. */
function dataType(slot: Slot, array: ArrayType): string {
  switch (slot.kind) {
    case "tensor":
      return slot.tensor.shape.length === 0 ? "number" : array(slot.tensor.shape.length);
    case "tuple":
      return `readonly [${slot.items.map((item) => dataType(item, array)).join(", ")}]`;
    case "object":
      return `{ ${slot.fields.map(([name, field]) => `readonly ${property(name)}: ${dataType(field, array)};`).join(" ")} }`;
  }
}

interface Place {
  readonly tensor: Tensor;
  /** The expression that reads the tensor: data.Z */
  readonly path: string;
}

function placesOf(slot: Slot, path: string): readonly Place[] {
  switch (slot.kind) {
    case "tensor":
      return [{ tensor: slot.tensor, path }];
    case "tuple":
      return slot.items.flatMap((item, i) => placesOf(item, `${path}[${i}]`));
    case "object":
      return slot.fields.flatMap(([name, field]) => placesOf(field, path + member(name)));
  }
}

/** The arrays of the data, each with the expression that reads it. */
export const dataArrays = (slot: Slot): readonly Place[] => placesOf(slot, "data");

/** The declaration of the data's type. */
export const dataDeclaration = (slot: Slot, array: ArrayType = nestedArray): string =>
  slot.kind === "object"
    ? `export interface Data ${dataType(slot, array)}`
    : `export type Data = ${dataType(slot, array)};`;

/** One call of `check` per object: what is read below it is there. */
export function fieldChecks(slot: Slot, path = "data", check = "checkFields"): string[] {
  switch (slot.kind) {
    case "tensor":
      return [];
    case "tuple":
      return slot.items.flatMap((item, i) => fieldChecks(item, `${path}[${i}]`, check));
    case "object": {
      const names = JSON.stringify(slot.fields.map(([name]) => name));
      const own = `${check}(${path}, ${names}, ${JSON.stringify(path)});`;
      return [own, ...slot.fields.flatMap(([name, field]) => fieldChecks(field, path + member(name), check))];
    }
  }
}

/** Calls of checkFields, and one of checkShape per array, so that wrong data are an error at once. */
export const dataChecks = (slot: Slot): readonly string[] => [
  ...fieldChecks(slot),
  ...placesOf(slot, "data").map(({ tensor, path }) => {
    const shape = tensor.shape.map(String).join(", ");
    return `checkShape(${path}, [${shape}], ${JSON.stringify(path)});`;
  }),
];

/** How an entry of the data is read: data.Z[1]![2]! */
export function dataReader(slot: Slot | undefined): (element: Element) => string {
  const paths = new Map((slot ? placesOf(slot, "data") : []).map(({ tensor, path }) => [tensor.name, path]));
  return ({ tensor, indices }) => {
    const path = paths.get(tensor.name);
    if (path === undefined) throw new Error(`internal: ${tensor.name} is not in the layout of the data`);
    return path + indices.map((i) => `[${indexOf(i)}]!`).join("");
  };
}

const indexOf = (index: Element["indices"][number]): string => {
  if (index.kind !== "num") throw new Error("internal: a data entry at an index that is no number");
  return index.value.numerator.toString();
};

/** A local name for an entry: Z_1_2. */
export const entryName = ({ tensor, indices }: Element): string => [tensor.name, ...indices.map(indexOf)].join("_");
