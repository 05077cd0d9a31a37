import type { LabelledSamples } from "../model.js";

/** n w_i s_i² may differ by rounding where it is the same for all samples. */
const ROUNDING = 1e-12;

/** c for labels with noise of variance 1, if n w_i s_i² is the same for all samples that count. */
export function covarianceFactor(factors: Float64Array): Pick<LabelledSamples, "covarianceFactor"> {
  let [least, most] = [Infinity, -Infinity];
  for (const factor of factors) [least, most] = [Math.min(least, factor), Math.max(most, factor)];
  return most - least <= ROUNDING * most ? { covarianceFactor: factors[0]! } : {};
}
