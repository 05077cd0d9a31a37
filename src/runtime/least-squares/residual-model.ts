/** A least-squares loss of any size as a Model: all geometry and every drift through the M × M matrix JJᵀ. */
import { checkInteger } from "../check.js";
import { quadraticFlow } from "../closed-flow/index.js";
import type { CurvatureModel } from "../spectral/eigen-frame.js";
import type { LabelledSamples } from "../model.js";
import type { SimdUse } from "../simd/kernels.js";
import {
  geometryOf,
  noisesOf,
  type ResidualKernels,
  type SizedModel,
  sizedModel,
  type SizedModelSpec,
} from "../sized/index.js";
import { declaredTerms, isotropicTerms, labelNoiseTerms } from "./drift-terms.js";
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
  const { kernels, noise } = spec;
  const D = spec.parameters.length;
  const residuals = new WeightedResiduals(kernels, D, spec.residuals);
  const M = residuals.count;
  const { rank, solver } = checkedOptions(options, M, D);
  const frame = new NormalFrame(residuals, rank, solver);
  let rows: ResidualRows | undefined;
  const sharedRows = (): ResidualRows => (rows ??= residuals.createRows());
  const c = new Float64Array(M);
  const retractStep = (x: Float64Array, out: Float64Array): void => {
    residuals.values(x, c);
    frame.at(x).liftInverse(c, out);
    for (let a = 0; a < D; a++) out[a] = x[a]! - out[a]!;
  };
  return {
    ...sizedModel(spec, rank),
    ...geometryOf(frame),
    hessianTrace: kernels.hessianTrace,
    residuals: (x, out) => {
      residuals.plain(x, out);
    },
    retractStep,
    ...(spec.isQuadratic && quadraticFlow({ dimension: D, retractStep, decay: decayOf(kernels, D) })),
    normalModes: (x, root) => residualModes({ frame, thirdAlong: kernels.thirdAlong }, x, root),
    hessianDiagonal: (x, out) => {
      gaussNewtonDiagonal(residuals, x, out);
    },
    structuredHessian: (x) => structuredHessian(residuals, spec.isQuadratic === true, x),
    ...(spec.labels && { labels: spec.labels }),
    noises: noisesOf(frame, {
      isotropic: isotropicTerms(frame, sharedRows),
      // Jᵀξ
      labelNoise: {
        channels: M,
        apply: (x, xi, out) => {
          residuals.jacobianTransposed(x, xi, out);
        },
        terms: labelNoiseTerms(frame, kernels.hessianTraceGradient),
      },
      declared: noise && { ...noise, terms: declaredTerms(frame, noise, sharedRows) },
    }),
  };
}

/** The rank and the solver for M residuals of D parameters. */
function checkedOptions(
  { rank, solver }: ResidualModelOptions,
  M: number,
  D: number,
): { readonly rank: number; readonly solver: SolverName } {
  if (rank === undefined && M > D)
    throw new RangeError(
      `${M} residuals for ${D} parameters: they depend on each other; give the rank of ∇²L on Γ, at most ${D}`,
    );
  const known = rank ?? M;
  checkInteger("rank", known, 1, Math.min(M, D) + 1);
  if (solver === "cholesky" && known < M)
    throw new RangeError(`JJᵀ of order ${M} and rank ${known} has no Cholesky factor: take the solver "eigen"`);
  return { rank: known, solver: solver ?? (known < M ? "eigen" : "cholesky") };
}

/** Where r_i = Σ_a A_ia x_a² − y_i, ∇tr∇²L is 8 Σ_i w_i A_ia² x_a. */
function decayOf(kernels: ResidualKernels, D: number): Float64Array {
  const decay = new Float64Array(D);
  kernels.hessianTraceGradient(new Float64Array(D).fill(1), decay);
  return decay.map((value) => value / 8);
}
