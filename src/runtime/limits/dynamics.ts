import type { CurvatureModel } from "../eigen-frame.js";

/** dX = drift dt + B dW on Γ with B Bᵀ = diffusion. */
export interface LimitCoefficients {
  /** The Itô drift per unit of slow time, as long as the state. */
  readonly drift: Float64Array;
  /** [D·D], the covariance of the parameters per unit of slow time; absent when the limit is deterministic. */
  readonly diffusion?: Float64Array;
}

/** What a limit descends: its drift is −(a positive semi-definite matrix)·(tangent gradient of the potential). */
export interface Potential<Options> {
  readonly formula: string;
  value(model: CurvatureModel, x: Float64Array, rank: number, options: Options): number;
}

/**
 * The slow motion along Γ that one algorithm has in the limit of small steps, by eigenvectors of ∇²L: needs no closed
 * form, works for every model, and is the reference for the closed forms.
 */
export interface LimitingDynamics<Options> {
  readonly name: string;
  readonly title: string;
  /** The algorithm, as a formula. */
  readonly algorithm: string;
  /** The limit, as a formula. */
  readonly equation: string;
  /** The slow time in terms of the algorithm's steps. */
  readonly timeScale: string;
  readonly source: string;
  /** What the limit theorem supposes, in words. Those that can be seen at one point are checked there. */
  readonly assumptions: readonly string[];
  readonly potential?: Potential<Options>;
  /** How many D-vectors the state carries behind x: 1 for Adam, which carries v; default 0. */
  readonly memory?: number;
  /**
   * The coefficients at a state whose x is on Γ.
   *
   * @throws SimulationError E_RANK_CHANGE when ∇²L(x) has not, clearly, rank `rank`; E_ASSUMPTION when another
   *   assumption fails at this state
   */
  coefficients(model: CurvatureModel, state: Float64Array, rank: number, options: Options): LimitCoefficients;
}

/** Assumptions that all limits share. */
export const ON_A_MANIFOLD = [
  "L is smooth (C⁴ is enough) and its minimizers form a manifold Γ near the path",
  "∇²L has the same rank M = D − dim Γ at every point of Γ on the path",
  "the path starts in the basin of Γ and the learning rate is small: η λ₁(∇²L) < 2, in practice ≤ 0.2",
] as const;

export const CENTRED_NOISE = "the noise has mean zero given x, and a covariance Σ(x) that is C¹ along Γ";

export const SIMPLE_TOP = "the largest eigenvalue λ₁ of ∇²L is simple along the path";
