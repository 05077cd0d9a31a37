/** The batch kernels against those for one path: the same operations in the same order, functions to 2 ulp. */
import { type Model, type ModelBatch, type NoiseModel, fillNormal } from "../runtime/index.js";
import { type Check, Comparison, largest } from "./check.js";

const TOLERANCE = 1e-12;
/** More than fill whole pairs of points: the rest of the batch repeats them. */
const PATHS = 6;

type Kernel = (x: Float64Array, xi: Float64Array, out: Float64Array) => void;

/** @throws DiagnosticError GS401 when a path of a batch is another than alone */
export function checkBatch(model: Model, points: readonly Float64Array[]): Check[] {
  const batch = model.batch?.(PATHS);
  if (batch === undefined) return [];
  const D = model.dimension;
  const paths = Array.from({ length: PATHS }, (_, b) => points[b % points.length]!);
  paths.forEach((x, b) => {
    x.forEach((value, a) => (batch.x[a * PATHS + b] = value));
  });
  fillNormal(13, 0, 0, batch.xi, batch.xi.length);
  const check = (name: string, channels: number, run: () => void, alone: Kernel): Check => {
    const comparison = new Comparison(`batch: ${name} against one path alone`, TOLERANCE);
    run();
    paths.forEach((x, b) => {
      const xi = Float64Array.from({ length: channels }, (_, k) => batch.xi[k * PATHS + b]!);
      const expected = new Float64Array(D);
      alone(x, xi, expected);
      const found = Float64Array.from({ length: D }, (_, a) => batch.out[a * PATHS + b]!);
      comparison.compare(x, found, expected, largest(expected));
    });
    return comparison.result;
  };
  return [
    check(
      "gradient",
      0,
      () => batch.gradient(),
      (x, _xi, out) => model.gradient(x, out),
    ),
    check(
      "retractStep",
      0,
      () => batch.retractStep(),
      (x, _xi, out) => model.retractStep(x, out),
    ),
    ...Object.values<NoiseModel>(model.noises).flatMap((noise) => ofNoise(noise, batch, check)),
  ];
}

function ofNoise(
  noise: NoiseModel,
  batch: ModelBatch,
  check: (name: string, channels: number, run: () => void, alone: Kernel) => Check,
): Check[] {
  const own = batch.noises[noise.name]!;
  return [
    check(
      `${noise.name} apply`,
      noise.channels,
      () => own.apply(),
      (x, xi, out) => noise.apply(x, xi, out),
    ),
    check(
      `${noise.name} diffuse`,
      noise.channels,
      () => own.diffuse(),
      (x, xi, out) => noise.diffuse(x, xi, out),
    ),
    check(
      `${noise.name} drift`,
      noise.channels,
      () => own.drift(),
      (x, _xi, out) => noise.drift(x, out),
    ),
  ];
}
