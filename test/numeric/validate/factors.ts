/** Limits that are wrong on purpose. */
import {
  createProcess,
  type Model,
  type NoiseModel,
  type NoiseName,
  type Process,
  type ProcessSpec,
  type RegisteredName,
} from "../../../src/runtime/index.js";
import type { Contest } from "../../../src/validate/index.js";

/** The model with another drift or diffusion of one noise. */
const withNoise = (model: Model, name: NoiseName, changed: (noise: NoiseModel) => Partial<NoiseModel>): Model => ({
  ...model,
  noises: { ...model.noises, [name]: { ...model.noises[name]!, ...changed(model.noises[name]!) } },
});

/** The model with compensation, mixed and normal term of one limit multiplied by factors. */
export function withFactors(model: Model, name: NoiseName, factors: readonly [number, number, number]): Model {
  const D = model.dimension;
  const terms = new Float64Array(3 * D);
  return withNoise(model, name, (noise) => ({
    drift(x, out) {
      noise.driftTerms(x, terms);
      for (let a = 0; a < D; a++) out[a] = factors.reduce((sum, factor, i) => sum + factor * terms[i * D + a]!, 0);
    },
  }));
}

/** The model with the tangent noise of one limit multiplied by a factor. */
export const withTangentNoise = (model: Model, name: NoiseName, factor: number): Model =>
  withNoise(model, name, (noise) => ({
    diffuse(x, xi, out) {
      noise.diffuse(x, xi, out);
      for (let a = 0; a < out.length; a++) out[a]! *= factor;
    },
  }));

/** The model with T[S] multiplied by a factor: no algorithm has it, and all limits by eigenvectors do. */
export const withThird = (model: Model, factor: number): Model => ({
  ...model,
  thirdContraction(x, S, out) {
    model.thirdContraction(x, S, out);
    for (let a = 0; a < out.length; a++) out[a]! *= factor;
  },
});

/** The contest with another limit: of another model, or with other options than the algorithm's. */
export function withLimit(
  { driftAlone: _driftAlone, ...right }: Contest,
  model: Model,
  name: RegisteredName,
  own: ProcessSpec["options"] = {},
): Contest {
  const limit = (dt: number, seed: number, substeps = 1): Process =>
    createProcess(model, { dynamics: name, side: "limit", options: { ...own, dt, seed, substeps } });
  return {
    ...right,
    limit: (dt, seed) => limit(dt, seed),
    coarseLimit: (dt, seed) => limit(dt, seed, 2),
    ...(right.coupled && {
      coupled: (learningRate, seed, every) =>
        limit(every * right.interval(learningRate), seed, every * (right.algorithm(learningRate, seed).draws ?? 1)),
    }),
  };
}
