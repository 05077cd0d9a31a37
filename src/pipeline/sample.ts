/** Numbers to work with: the example's data and starting point, and the user's own function run as written. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { type Sizes, evaluate, sizeOf, unroll, valuesOf } from "../expr/index.js";
import {
  type LossModel,
  type Slot,
  elementsOf,
  flattenArgument,
  packArgument,
  runLossModule,
  tensors,
} from "../read/index.js";
import { type Observable, fillUniform } from "../runtime/index.js";

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
  /** What the user wants to watch, each run as written. */
  readonly observables: Readonly<Record<string, Observable>>;
}

/** What a point file says; it comes before the file's own example. */
export interface Given {
  readonly data?: unknown;
  readonly params?: unknown;
  /** All parameters in flat order, instead of `params`. */
  readonly x?: readonly number[];
}

/** The named sizes of a layout. */
const namesOfSizes = (slot: Slot | undefined): string[] =>
  slot ? tensors(slot).flatMap(({ shape }) => shape.filter((size) => typeof size === "string")) : [];

const countOf = (slot: Slot, sizes: Sizes): number =>
  tensors(slot).reduce((total, { shape }) => total + shape.reduce<number>((n, size) => n * sizeOf(size, sizes), 1), 0);

/** Every named size; one that the data leave open follows from the number of parameters, when that is given. */
function completeSizes(model: LossModel, known: Sizes, x: Given["x"]): Sizes {
  const missing = new Set(
    [...namesOfSizes(model.parameters), ...namesOfSizes(model.data)].filter((name) => !(name in known)),
  );
  const [open] = missing;
  if (open === undefined) return known;
  if (missing.size === 1 && x)
    for (let length = 1; length <= x.length; length++) {
      const sizes = { ...known, [open]: length };
      if (countOf(model.parameters, sizes) === x.length) return sizes;
    }
  throw new DiagnosticError([diagnostic("needsSizes", undefined, { size: open })]);
}

/** @throws DiagnosticError GS224 where the loss reads x[n - 2] or x[3] and n is less */
function requireSizes({ leastSizes = {} }: LossModel, sizes: Sizes): void {
  for (const [size, least] of Object.entries(leastSizes)) {
    const value = sizes[size];
    if (value !== undefined && value < least)
      throw new DiagnosticError([diagnostic("sizeTooSmall", undefined, { size, value, least })]);
  }
}

/** Numbers in [0.5, 1.5] for data without an example. */
function inventData(count: number): Float64Array {
  const values = new Float64Array(count);
  fillUniform(2022, 0, 0, values, count);
  return values.map((value) => 0.5 + value);
}

/**
 * At a point that somebody asks about nothing is made up: the loss's data come with the point or from the example.
 *
 * @param complain makes the error for a point that does not fit the loss
 */
export function sampleAt(model: LossModel, given: Given, complain: (problem: string) => DiagnosticError): Sample {
  if (!model.data && given.data !== undefined && !isEmpty(given.data)) throw complain("the loss takes no data");
  const { sample, hasData } = readSample(model, given);
  if (model.data && !hasData) {
    const names = tensors(model.data).map(({ name }) => name);
    throw complain(`the data ${names.join(", ")} are missing, and the loss file has no example of them`);
  }
  return sample;
}

const isEmpty = (data: unknown): boolean => typeof data === "object" && data !== null && Object.keys(data).length === 0;

export const sampleOf = (model: LossModel, given: Given = {}): Sample => readSample(model, given).sample;

function readSample(model: LossModel, given: Given): { sample: Sample; hasData: boolean } {
  const module = model.file === undefined ? undefined : runLossModule(model.file, model.source);
  const example = module?.example as Given | undefined;
  const dataGiven = given.data ?? example?.data;
  const startGiven = given.x ? undefined : (given.params ?? example?.params);
  const start = startGiven === undefined ? undefined : flattenArgument(model.parameters, startGiven);
  const read = model.data && dataGiven !== undefined ? flattenArgument(model.data, dataGiven, start) : undefined;
  const sizes = completeSizes(model, { ...start?.sizes, ...read?.sizes }, given.x);
  requireSizes(model, sizes);
  const startFlat = given.x ?? start?.flat;
  const data = model.data
    ? Float64Array.from(read?.flat ?? inventData(elementsOf(model.data, sizes).length))
    : new Float64Array();
  const dataValue = model.data && packArgument(model.data, data, sizes);
  const pack = (x: ArrayLike<number>): unknown => packArgument(model.parameters, x, sizes);
  const sample: Sample = {
    sizes,
    data,
    dataValue,
    ...(startFlat && { start: Float64Array.from(startFlat) }),
    loss: module ? (x) => module.loss(pack(x), dataValue) : lossByEvaluation(model, sizes),
    observables: Object.fromEntries(
      Object.keys(model.observables ?? {}).map((name) => [
        name,
        (x: Float64Array) => module!.observables!(pack(x), dataValue)[name]!,
      ]),
    ),
  };
  return { sample, hasData: dataGiven !== undefined };
}

/** A loss given as a formula has no function to run: its expression, evaluated. */
function lossByEvaluation(model: LossModel, sizes: Sizes): (x: Float64Array) => number {
  const parameters = elementsOf(model.parameters, sizes);
  const loss = unroll(model.loss, sizes);
  return (x) => evaluate(loss, valuesOf(parameters, x));
}
