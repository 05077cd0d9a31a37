import type { LabelledSamples } from "../model.js";
import { covarianceFactor } from "./covariance-factor.js";

/**
 * Labels of samples that have a function each.
 *
 * @param factors n w_i s_i² with the slopes s_i = ∂r_i/∂y_i: where all are c, Σ = c Var(ε) ∇²L on Γ
 * @param gradient out[D] = n w_i (r_i + s_i ε) ∇r_i, ε being added to the label of sample i
 */
export function sampleLabels(
  name: string,
  factors: Float64Array,
  gradient: (i: number, x: Float64Array, epsilon: number, out: Float64Array) => void,
): LabelledSamples {
  // A sample of weight 0 has no noise on Γ either.
  const counted = factors.filter((factor) => factor !== 0);
  let one = new Float64Array(0);
  return {
    name,
    count: factors.length,
    ...covarianceFactor(counted),
    batchGradient(x, rows, noise, out) {
      if (one.length !== x.length) one = new Float64Array(x.length);
      out.fill(0);
      for (let b = 0; b < rows.length; b++) {
        gradient(rows[b]!, x, noise[b]!, one);
        for (let a = 0; a < one.length; a++) out[a]! += one[a]! / rows.length;
      }
    },
  };
}
