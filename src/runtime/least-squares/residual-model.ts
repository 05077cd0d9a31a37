/** A least-squares loss of any size as a Model: all geometry and every drift through the M × M matrix JJᵀ. */
import type { SimdUse } from "../simd-kernels.js";
import { checkInteger } from "../check.js";
import type { CurvatureModel } from "../eigen-frame.js";
import { quadraticFlow } from "../closed-flow/index.js";
import type { LabelledSamples } from "../model.js";
import { noiseModel } from "./noise-model.js";
import { type SizedModel, sizedModel, type SizedModelSpec } from "./sized-model.js";
import { declaredTerms, isotropicTerms, labelNoiseTerms } from "./drift-terms.js";
import type { NoiseKernel, ResidualKernels } from "./kernels.js";
import { NormalFrame } from "./normal-frame.js";
import type { SolverName } from "./solvers/index.js";
import { gaussNewtonDiagonal, residualModes } from "./residual-modes.js";
import { type StructuredHessian, structuredHessian } from "./structured-hessian.js";
import { type ResidualRows, WeightedResiduals } from "./weighted-residuals.js";

export interface ResidualModelOptions {
  /**
   * M, the rank of ∇²L on Γ: by default the number of residuals of positive weight. Less where there are more residuals
   * than parameters, or where they depend on each other on Γ.
   */
  readonly rank?: number;
  /**
   * "cholesky" (the default) factors JJᵀ; "eigen" (the default for a given lower rank) works with any rank; "cg" solves
   * by conjugate gradients without forming JJᵀ: for Pv, H⁺v, label noise and the retraction. Where all of JJᵀ is needed,
   * for ln|∇²L|₊ and the terms of other noises, its eigenvectors are found when they are asked for.
   */
  readonly solver?: SolverName;
  /** Whether loop kernels run as WebAssembly with SIMD, in a module that has it: "auto" where that should be faster. */
  readonly simd?: SimdUse;
}

export interface ResidualModelSpec extends SizedModelSpec {
  /** N, the number of residuals. */
  readonly residuals: number;
  readonly kernels: ResidualKernels;
  /** r_i = Σ_a A_ia x_a² − y_i: then Φ and the label-noise flow are closed. */
  readonly isQuadratic?: boolean;
  readonly labels?: LabelledSamples;
}

/** A model through JJᵀ, with what only such a model has. */
export interface ResidualModel extends SizedModel {
  /** The normal space at x: G = JJᵀ, its eigenvalues, the eigenvectors of ∇²L. Shared: the next call may move it. */
  normalFrame(x: Float64Array): NormalFrame;
  /** The same for the limits of the other optimizers: without D × D arrays at any D. */
  readonly normalModes: NonNullable<CurvatureModel["normalModes"]>;
  /** out[D] = diag JᵀJ, which is diag ∇²L on Γ. */
  readonly hessianDiagonal: NonNullable<CurvatureModel["hessianDiagonal"]>;
  /** ∇²L = BᵀB + diag(d) without a D × D array: x on Γ, or anywhere for quadratic residuals as in diagonal nets. */
  structuredHessian(x: Float64Array): StructuredHessian;
}

/**
 * The model of L = constant + Σ (w_i/2) r_i²: with J = √w dr and G = JJᵀ, on Γ
 *
 *   ∇²L = JᵀJ,  P = I − JᵀG⁺J,  H⁺ = Jᵀ(G⁺)²J,  |H|₊ = the product of the M eigenvalues of G that are not 0,
 *
 * and the drifts go through ∇²r_i in directions, never through a D × D array. G is factored once for each x.
 *
 * @throws RangeError for a rank or weights that make no sense; its methods throw SimulationError E_RANK_CHANGE where J
 *   loses rank
 */
export function residualModel(spec: ResidualModelSpec, options: ResidualModelOptions = {}): ResidualModel {
  const { kernels, parameters } = spec;
  const D = parameters.length;
  const residuals = new WeightedResiduals(kernels, D, spec.residuals);
  const M = residuals.count;
  if (options.rank === undefined && M > D)
    throw new RangeError(
      `${M} residuals for ${D} parameters: they depend on each other; give the rank of ∇²L on Γ, at most ${D}`,
    );
  const { rank = M } = options;
  checkInteger("rank", rank, 1, Math.min(M, D) + 1);
  const { solver = rank < M ? "eigen" : "cholesky" } = options;
  if (solver === "cholesky" && rank < M)
    throw new RangeError(`JJᵀ of order ${M} and rank ${rank} has no Cholesky factor: take the solver "eigen"`);
  const frame = new NormalFrame(residuals, rank, solver);
  let rows: ResidualRows | undefined;
  const sharedRows = (): ResidualRows => (rows ??= residuals.createRows());
  const projected = (x: Float64Array, out: Float64Array): void => {
    frame.at(x).project(out);
  };

  const c = new Float64Array(M);
  const isotropic: NoiseKernel = {
    channels: D,
    apply: (_x, xi, out) => {
      out.set(xi);
    },
  };
  const labelNoise: NoiseKernel = {
    channels: M,
    apply: (x, xi, out) => {
      residuals.jacobianTransposed(x, xi, out);
    },
  };
  const retractStep = (x: Float64Array, out: Float64Array): void => {
    residuals.values(x, c);
    frame.at(x).liftInverse(c, out);
    for (let a = 0; a < D; a++) out[a] = x[a]! - out[a]!;
  };
  return {
    ...sizedModel(spec, rank),
    hessianTrace: kernels.hessianTrace,
    residuals: (x, out) => {
      residuals.plain(x, out);
    },
    retractStep,
    ...(spec.isQuadratic && quadraticFlow({ dimension: D, retractStep, decay: decayOf(kernels, D) })),
    tangentProject(x, v, out) {
      out.set(v);
      projected(x, out);
    },
    pseudoInverse: (x, v, out) => {
      frame.at(x).pseudoInverse(v, out);
    },
    logPseudoDeterminant: (x) => frame.at(x).logPseudoDeterminant(),
    normalFrame: (x) => frame.at(x),
    normalModes: (x, root) => residualModes({ frame, thirdAlong: kernels.thirdAlong }, x, root),
    hessianDiagonal: (x, out) => {
      gaussNewtonDiagonal(residuals, x, out);
    },
    structuredHessian: (x) => structuredHessian(residuals, spec.isQuadratic === true, x),
    ...(spec.labels && { labels: spec.labels }),
    noises: {
      isotropic: noiseModel("isotropic", frame, isotropic, isotropicTerms(frame, sharedRows), projected),
      labelNoise: noiseModel(
        "labelNoise",
        frame,
        labelNoise,
        labelNoiseTerms(frame, kernels.hessianTraceGradient),
        (_x, out) => {
          out.fill(0);
        },
      ),
      ...(spec.noise && {
        declared: noiseModel("declared", frame, spec.noise, declaredTerms(frame, spec.noise, sharedRows), projected),
      }),
    },
  };
}

/** Where r_i = Σ_a A_ia x_a² − y_i, ∇tr∇²L is 8 Σ_i w_i A_ia² x_a. */
function decayOf(kernels: ResidualKernels, D: number): Float64Array {
  const decay = new Float64Array(D);
  kernels.hessianTraceGradient(new Float64Array(D).fill(1), decay);
  return decay.map((value) => value / 8);
}
