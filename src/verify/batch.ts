/** The steps of a batch against the kernels for one path: the same operations in the same order, functions to 2 ulp. */
import { type Model, type ModelBatch, type NoiseBatch, type NoiseModel, fillNormal } from "../runtime/index.js";
import { type Check, Comparison, largest } from "./check.js";

const TOLERANCE = 1e-12;
/** More than fill whole pairs of points: the rest of the batch repeats them. */
const PATHS = 6;

/** What becomes of a path, alone: out[D]. */
type Alone = (x: Float64Array, xi: Float64Array, out: Float64Array) => void;

/** @throws DiagnosticError GS401 when a path of a batch is another than alone */
export function checkBatch(model: Model, points: readonly Float64Array[]): Check[] {
  const batch = model.batch?.(PATHS);
  if (batch === undefined) return [];
  const paths = Array.from({ length: PATHS }, (_, b) => points[b % points.length]!);
  return Object.values<NoiseModel>(model.noises).flatMap((noise) => {
    const steps = batch.noises[noise.name];
    return steps ? checkSteps(model, noise, batch, steps, paths) : [];
  });
}

function checkSteps(
  model: Model,
  noise: NoiseModel,
  batch: ModelBatch,
  { stochasticGradient, limitStep }: NoiseBatch,
  paths: readonly Float64Array[],
): Check[] {
  const D = model.dimension;
  const other = new Float64Array(D);
  const check = (what: string, together: () => Float64Array, alone: Alone): Check => {
    const comparison = new Comparison(`batch: ${noise.name} ${what} against one path alone`, TOLERANCE);
    paths.forEach((x, b) => {
      x.forEach((value, a) => (batch.x[a * PATHS + b] = value));
    });
    fillNormal(13, 0, 0, batch.xi, batch.xi.length);
    const result = together();
    paths.forEach((x, b) => {
      const xi = Float64Array.from({ length: noise.channels }, (_, i) => batch.xi[i * PATHS + b]!);
      const expected = new Float64Array(D);
      alone(x, xi, expected);
      const found = Float64Array.from({ length: D }, (_, a) => result[a * PATHS + b]!);
      comparison.compare(x, found, expected, largest(expected));
    });
    return comparison.result;
  };
  const scale = 0.75;
  const ofGradient = (step: NonNullable<NoiseBatch["stochasticGradient"]>): Check =>
    check(
      "stochastic gradient",
      () => {
        step(scale);
        return batch.out;
      },
      (x, xi, out) => {
        model.gradient(x, out);
        noise.apply(x, xi, other);
        for (let a = 0; a < D; a++) out[a]! -= scale * other[a]!;
      },
    );
  const ofLimit = (step: NonNullable<NoiseBatch["limitStep"]>): Check[] => [
    // No step of the retraction: x + Pσξ + b. And nothing but one: x − J⁺r.
    check(
      "Euler step",
      () => {
        step(1, 1, 0, 0);
        return batch.x;
      },
      (x, xi, out) => {
        noise.drift(x, other);
        noise.diffuse(x, xi, out);
        for (let a = 0; a < D; a++) out[a] = x[a]! + (out[a]! + other[a]!);
      },
    ),
    check(
      "step to Γ",
      () => {
        step(0, 0, 0, 1);
        return batch.x;
      },
      (x, _xi, out) => {
        model.retractStep(x, out);
      },
    ),
  ];
  return [...(stochasticGradient ? [ofGradient(stochasticGradient)] : []), ...(limitStep ? ofLimit(limitStep) : [])];
}
