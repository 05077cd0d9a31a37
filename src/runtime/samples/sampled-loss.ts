import { addScaled } from "../linear-algebra/index.js";

/**
 * The stochastic gradient as a generated module gives it: the mean of n∇l_i over the samples drawn, with r_i − shifts[b]
 * for r_i. A sample has one index or several: rows[axis][b].
 */
export type BatchGradient = (
  x: Float64Array,
  rows: readonly Float64Array[],
  shifts: Float64Array,
  out: Float64Array,
) => void;

/** out[D] += factor n∇l_i(x), with r_i − shift for r_i; sample = (the indices of i, shift, factor). */
export type AddSampleGradient = (x: Float64Array, sample: Float64Array, out: Float64Array) => void;

/** A loss that is a mean over samples, numbered row-major over a shape. */
export interface SampledLoss {
  /** n */
  readonly count: number;
  /**
   * out[D] = the mean of n∇l_i over the samples i = rows[b], with r_i − shifts[b] for r_i.
   *
   * @throws RangeError for a row that is no sample
   */
  gradient(x: Float64Array, rows: Float64Array, shifts: Float64Array, out: Float64Array): void;
  /** x[D] ← x − rate·that mean. */
  descend(x: Float64Array, rows: Float64Array, shifts: Float64Array, rate: number): void;
}

export interface SampledLossOptions {
  /** `addSampleGradient` may be called with out = x. */
  readonly inPlace?: boolean;
}

/** Fewer samples go one by one: that saves the passes over all parameters with which a batch begins and ends. */
const BATCH = 4;

/**
 * Single samples and batches of a loss over data of this shape, numbered row by row.
 *
 * @throws RangeError, from its methods, for a sample that there is not
 */
export function sampledLoss(
  shape: readonly number[],
  addSampleGradient: AddSampleGradient,
  batchGradient: BatchGradient,
  { inPlace = false }: SampledLossOptions = {},
): SampledLoss {
  const count = shape.reduce((product, size) => product * size, 1);
  const split = splitter(shape);
  const sample = new Float64Array(shape.length + 2);
  let next = new Float64Array(0);
  const check = (rows: Float64Array): void => {
    for (const row of rows)
      if (!(Number.isInteger(row) && row >= 0 && row < count))
        throw new RangeError(`there is no sample ${row}: they are numbered from 0 to ${count - 1}`);
  };
  const add = (x: Float64Array, rows: Float64Array, shifts: Float64Array, factor: number, out: Float64Array): void => {
    for (let b = 0; b < rows.length; b++) {
      splitIndex(rows[b]!, shape, sample);
      sample[shape.length] = shifts[b]!;
      sample[shape.length + 1] = factor / rows.length;
      addSampleGradient(x, sample, out);
    }
  };
  const gradient = (x: Float64Array, rows: Float64Array, shifts: Float64Array, out: Float64Array): void => {
    if (rows.length >= BATCH) batchGradient(x, split(rows), shifts, out);
    else {
      out.fill(0);
      add(x, rows, shifts, 1, out);
    }
  };
  return {
    count,
    gradient(x, rows, shifts, out) {
      check(rows);
      gradient(x, rows, shifts, out);
    },
    descend(x, rows, shifts, rate) {
      check(rows);
      if (inPlace && rows.length === 1) {
        add(x, rows, shifts, -rate, x);
        return;
      }
      if (next.length !== x.length) next = new Float64Array(x.length);
      if (rows.length >= BATCH) {
        gradient(x, rows, shifts, next);
        addScaled(x, -rate, next);
      } else {
        next.set(x);
        add(x, rows, shifts, -rate, next);
        x.set(next);
      }
    },
  };
}

/** out[axis] = the index of sample i along each axis */
function splitIndex(i: number, shape: readonly number[], out: Float64Array): void {
  let rest = i;
  for (let axis = shape.length - 1; axis > 0; axis--) {
    out[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  out[0] = rest;
}

/** Numbers of samples → their index along each axis; the arrays are overwritten by the next call. */
function splitter(shape: readonly number[]): (rows: Float64Array) => readonly Float64Array[] {
  if (shape.length === 1) return (rows) => [rows];
  const indices = new Float64Array(shape.length);
  let parts = shape.map(() => new Float64Array(0));
  return (rows) => {
    if (parts[0]!.length !== rows.length) parts = shape.map(() => new Float64Array(rows.length));
    for (let b = 0; b < rows.length; b++) {
      splitIndex(rows[b]!, shape, indices);
      parts.forEach((part, axis) => (part[b] = indices[axis]!));
    }
    return parts;
  };
}
