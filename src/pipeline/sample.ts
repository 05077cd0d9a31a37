/** Numbers to work with: the example's data and starting point, and the user's own function run as written. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { type Sizes, evaluate, unroll, valuesOf } from "../expr/index.js";
import {
  type LossModel,
  type Slot,
  elementsOf,
  flattenArgument,
  packArgument,
  runLossModule,
  tensors,
} from "../read/index.js";
import { fillUniform } from "../runtime/index.js";

export interface Sample {
  readonly sizes: Sizes;
  /** The data's elements in flat order. */
  readonly data: Float64Array;
  /** The same in the user's layout: what `create` takes. */
  readonly dataValue: unknown;
  /** The example's parameters. */
  readonly start?: Float64Array;
  /** The user's function itself: the oracle for everything derived from it. */
  readonly loss: (x: Float64Array) => number;
}

export interface Given {
  readonly data?: unknown;
  readonly params?: unknown;
}

/** The named sizes of a layout. */
const namesOfSizes = (slot: Slot | undefined): string[] =>
  slot ? tensors(slot).flatMap(({ shape }) => shape.filter((size) => typeof size === "string")) : [];

function requireSizes(model: LossModel, sizes: Sizes): void {
  const missing = [...namesOfSizes(model.parameters), ...namesOfSizes(model.data)].find((name) => !(name in sizes));
  if (missing !== undefined) throw new DiagnosticError([diagnostic("needsSizes", undefined, { size: missing })]);
}

/** Numbers in [0.5, 1.5] for data without an example. */
function inventData(count: number): Float64Array {
  const values = new Float64Array(count);
  fillUniform(2022, 0, 0, values, count);
  return values.map((value) => 0.5 + value);
}

/** `given` (a point file's content) comes before the file's own example. */
export function sampleOf(model: LossModel, given: Given = {}): Sample {
  const module = model.file === undefined ? undefined : runLossModule(model.file, model.source);
  const example = module?.example as Given | undefined;
  const dataGiven = given.data ?? example?.data;
  const startGiven = given.params ?? example?.params;
  const start = startGiven === undefined ? undefined : flattenArgument(model.parameters, startGiven);
  const read = model.data && dataGiven !== undefined ? flattenArgument(model.data, dataGiven) : undefined;
  const sizes = { ...start?.sizes, ...read?.sizes };
  requireSizes(model, sizes);
  const data = model.data
    ? Float64Array.from(read?.flat ?? inventData(elementsOf(model.data, sizes).length))
    : new Float64Array();
  const dataValue = model.data && packArgument(model.data, data, sizes);
  const pack = (x: ArrayLike<number>): unknown => packArgument(model.parameters, x, sizes);
  return {
    sizes,
    data,
    dataValue,
    ...(start && { start: Float64Array.from(start.flat) }),
    loss: module ? (x) => module.loss(pack(x), dataValue) : lossByEvaluation(model, sizes),
  };
}

/** A loss given as a formula has no function to run: its expression, evaluated. */
function lossByEvaluation(model: LossModel, sizes: Sizes): (x: Float64Array) => number {
  const parameters = elementsOf(model.parameters, sizes);
  const loss = unroll(model.loss, sizes);
  return (x) => evaluate(loss, valuesOf(parameters, x));
}
