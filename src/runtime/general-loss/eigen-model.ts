/** A loss of any form and size as a Model, by eigenvectors of its Hessian at each point. */
import { checkInteger } from "../check.js";
import type { CurvatureModel } from "../spectral/eigen-frame.js";
import type { SimdUse } from "../simd/kernels.js";
import {
  geometryOf,
  type LossKernels,
  noisesOf,
  type SizedModel,
  sizedModel,
  type SizedModelSpec,
} from "../sized/index.js";
import { declaredTerms, isotropicTerms, labelNoiseTerms } from "./drift-terms.js";
import { hessianModes } from "./hessian-modes.js";
import { NormalEigenvectors } from "./normal-eigenvectors.js";
import { pivotRows } from "./pivot-rows.js";

/** The loops of any loss, and the trace of its Hessian. */
export interface GeneralKernels extends LossKernels {
  /** tr ∇²L(x) */
  readonly laplacian: (x: Float64Array) => number;
  /** out[D] = T[I] = ∇tr ∇²L(x) */
  readonly laplacianGradient: (x: Float64Array, out: Float64Array) => void;
}

export interface EigenModelSpec extends SizedModelSpec {
  readonly kernels: GeneralKernels;
}

export interface EigenModelOptions {
  /** M, the rank of ∇²L on Γ: the number of its eigenvalues that are not 0 there. */
  readonly rank: number;
  /** Whether loop kernels run as WebAssembly with SIMD, in a module that has it: "auto" where that should be faster. */
  readonly simd?: SimdUse;
}

/** A model through the eigenvectors of ∇²L, with what only such a model has. */
export interface EigenModel extends SizedModel {
  /** The normal space at x. Shared: the next call may move it. */
  normalFrame(x: Float64Array): NormalEigenvectors;
  /** The same for the limits of the other optimizers. */
  readonly normalModes: NonNullable<CurvatureModel["normalModes"]>;
}

/**
 * The model of any loss with ∇²L of rank M on Γ, by its M normal eigenvectors.
 *
 * For each x, below 128 parameters or where M is more than a quarter of them: D Hessian–vector products and one
 * eigendecomposition of order D. Above, a few times M + 8 products, M²D operations and MD numbers, nothing D × D.
 *
 * @throws RangeError for a rank out of range
 */
export function eigenModel(spec: EigenModelSpec, options: EigenModelOptions): EigenModel {
  const { rank } = { ...(options as Partial<EigenModelOptions> | undefined) };
  if (rank === undefined)
    throw new RangeError(
      "give the rank of ∇²L on Γ, create(…, { rank: 12 }): a loss of this form does not show it; `numericalRank` counts it at a point of Γ",
    );
  const { kernels, noise } = spec;
  const { thirdAlong, laplacianGradient } = kernels;
  const D = spec.parameters.length;
  checkInteger("rank", rank, 1, D + 1);
  const base = sizedModel(spec, rank);
  const frame = new NormalEigenvectors(base, D, rank);
  const gradient = new Float64Array(D);
  return {
    ...base,
    ...geometryOf(frame),
    hessianTrace: kernels.laplacian,
    residuals(x, out) {
      kernels.gradient(x, gradient);
      const { values, vectors } = frame.at(x);
      pivotRows(values, vectors).forEach((a, i) => {
        out[i] = gradient[a]!;
      });
    },
    retractStep(x, out) {
      kernels.gradient(x, gradient);
      frame.at(x).pseudoInverse(gradient, out);
      for (let a = 0; a < D; a++) out[a] = x[a]! - out[a]!;
    },
    normalModes: (x, root) => hessianModes({ ...base, frame }, x, root),
    noises: noisesOf(frame, {
      isotropic: isotropicTerms(frame, thirdAlong, laplacianGradient),
      labelNoise: {
        channels: rank,
        apply: (x, xi, out) => {
          frame.at(x).rootHessian(xi, out);
        },
        terms: labelNoiseTerms(frame, laplacianGradient),
      },
      declared: noise && { ...noise, terms: declaredTerms(frame, noise, thirdAlong) },
    }),
  };
}
