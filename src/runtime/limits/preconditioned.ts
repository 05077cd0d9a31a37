import type { CurvatureModel } from "../spectral/eigen-frame.js";
import { checkLength, checkPositive } from "../check.js";
import type { Model } from "../model.js";
import type { Process } from "../processes/process.js";
import { checkAbove } from "./assumptions.js";
import {
  type Covariance,
  type CovarianceOptions,
  fromScaledCoordinates,
  inScaledNoise,
  normalSpace,
} from "../normal-space/index.js";
import { sumOfTerms } from "../spectral/coefficients.js";
import { preconditionedSgd } from "../processes/preconditioned-sgd.js";
import { CENTRED_NOISE, type LimitCoefficients, limitingDynamics, ON_A_MANIFOLD } from "./dynamics.js";
import { sdeOf } from "./limit-process.js";
import { covarianceOf, gradientNoiseOf, NOISE_OPTIONS } from "./noise-options.js";
import { vector } from "./options.js";

/** out[D] = the diagonal of a preconditioner at x. */
export type Scales = (x: Float64Array, out: Float64Array) => void;

export interface PreconditionedOptions extends CovarianceOptions {
  /** The diagonal of S, positive. */
  readonly scales: Scales;
}

const OPTIONS = {
  ...NOISE_OPTIONS,
  scales: vector("the diagonal of S, positive and the same everywhere; 1 when not given"),
};

/** S the same everywhere, 1 where none is given. */
function constantScales(model: Pick<Model, "dimension">, scales: readonly number[] | undefined): Scales {
  if (scales) checkLength("scales", scales, model.dimension);
  scales?.forEach((value) => {
    checkPositive("every entry of scales", value);
  });
  return (_, out) => {
    if (scales) out.set(scales);
    else out.fill(1);
  };
}

/**
 * A diagonal preconditioner S. In the coordinates z = S^{−1/2} x, with S held fixed, the algorithm is plain SGD on
 * L(S^{1/2}z) with noise S^{1/2}σ, whose limit is known; carried back, its drift is S^{1/2} b̃, its covariance
 * S^{1/2} P̃Σ̃P̃ S^{1/2}.
 */
export const preconditioned = limitingDynamics<PreconditionedOptions, typeof OPTIONS>({
  name: "preconditioned",
  title: "SGD with a diagonal preconditioner",
  update: "x ← x − ηS(x)g, S diagonal, Cov g = Σ",
  equation: "dY = S^{1/2}{limit for H̃ = S^{1/2}HS^{1/2}, T̃ likewise, Σ̃ = S^{1/2}ΣS^{1/2}}",
  timeScale: "t = Σ η²",
  source: "Li, Wang, Arora, ICLR 2022 (arXiv 2110.06914), in scaled coordinates",
  assumptions: [...ON_A_MANIFOLD, CENTRED_NOISE, "S is positive, and independent of the noise of the same step"],
  coefficients(model, x, rank, { Sigma, scales }) {
    const S = new Float64Array(model.dimension);
    scales(x, S);
    return preconditionedLimit(model, x, rank, Sigma, S);
  },
  options: OPTIONS,
  algorithm: (model, { learningRate, scales, ...noise }) =>
    preconditionedSgd(model, {
      ...gradientNoiseOf(model, noise),
      ...{ learningRate, scales: constantScales(model, scales) },
    }),
  limit: (model, { scales, ...options }): Process =>
    sdeOf(
      preconditioned,
      model,
      { Sigma: covarianceOf(model, options), scales: constantScales(model, scales) },
      options,
    ),
});

/** The coefficients for the preconditioner diag(S), S[D] > 0. */
export function preconditionedLimit(
  model: CurvatureModel,
  x: Float64Array,
  rank: number,
  Sigma: Covariance,
  S: Float64Array,
): LimitCoefficients {
  S.forEach((value, a) => {
    checkAbove(`the preconditioner S_${a}`, value, 0);
  });
  const root = S.map(Math.sqrt);
  const space = normalSpace(model, x, rank, root);
  const noise = inScaledNoise(Sigma, root);
  const drift = sumOfTerms(space.terms(noise)).map((value, a) => root[a]! * value);
  return { drift, ...fromScaledCoordinates(space.tangentNoise(noise), root) };
}
