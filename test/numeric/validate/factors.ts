/** Limits that are wrong on purpose. */
import type { Model, NoiseName } from "../../../src/runtime/index.js";

/** The model with compensation, mixed and normal term of one limit multiplied by factors. */
export function withFactors(model: Model, name: NoiseName, factors: readonly [number, number, number]): Model {
  const noise = model.noises[name]!;
  const D = model.dimension;
  const terms = new Float64Array(3 * D);
  const drift = (x: Float64Array, out: Float64Array): void => {
    noise.driftTerms(x, terms);
    for (let a = 0; a < D; a++) out[a] = factors.reduce((sum, factor, i) => sum + factor * terms[i * D + a]!, 0);
  };
  return { ...model, noises: { ...model.noises, [name]: { ...noise, drift } } };
}
