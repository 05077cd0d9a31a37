/** The data: their declaration, and how they are read. */
import type { LoopText } from "../../loops/index.js";
import type { Slot } from "../../read/model.js";
import { dataArrays, dataDeclaration, fieldChecks } from "../data.js";
import { comment } from "../header.js";
import type { NamedSizesSpec } from "./spec.js";
import { shownSizes } from "./sizes.js";

export const dataDocumentation = (data: Slot): string => {
  const shapes = dataArrays(data).map(({ tensor, path }) => `${path}: [${tensor.shape.join(", ")}]`);
  const doc = [
    "The known numbers of the loss. An array is nested, or { values: Float64Array, shape }, which is not copied.",
    `Shapes: ${shapes.join("; ")}.`,
  ];
  return `${comment(doc)}\n${dataDeclaration(data, (rank) => `DataArray<${String(rank)}>`)}`;
};

export function argumentList({ data, form }: NamedSizesSpec, { sizes }: LoopText): string {
  const shown = shownSizes(data);
  const isComplete = [...sizes.keys()].every((name) => shown.has(name));
  return [
    ...(data ? ["data: Data"] : []),
    `sizes: Sizes${isComplete ? " = {}" : ""}`,
    form === "squares" ? "options: ResidualModelOptions = {}" : "options: EigenModelOptions",
  ].join(", ");
}

/** Checks every array of the data and lays it out flat, row-major; then the sizes are known. */
export const readData = (
  { data, leastSizes = {} }: NamedSizesSpec,
  { sizes, data: identifiers }: LoopText,
): string[] => [
  `const reader = new DataReader({ ...sizes }, ${JSON.stringify([...sizes.keys()])});`,
  ...(data ? fieldChecks(data, "data", "reader.fields") : []),
  ...(data ? dataArrays(data) : []).map(({ tensor, path }) => {
    const name = JSON.stringify(path);
    const read =
      tensor.shape.length === 0
        ? `reader.number(${name}, ${path})`
        : `reader.array(${name}, ${path}, ${JSON.stringify(tensor.shape)})`;
    return `const ${identifiers.get(tensor.name)!} = ${read};`;
  }),
  ...[...sizes].map(([name, identifier]) => {
    const least = leastSizes[name];
    return `const ${identifier} = reader.size(${JSON.stringify(name)}${least === undefined ? "" : `, ${String(least)}`});`;
  }),
];
