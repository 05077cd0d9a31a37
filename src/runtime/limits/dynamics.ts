import type { CurvatureModel } from "../spectral/eigen-frame.js";
import type { Model } from "../model.js";
import type { TangentNoise } from "../normal-space/index.js";
import type { Process } from "../processes/process.js";
import { type Given, integer, number, type OptionTable, rate, readOptions, type Values } from "./options.js";
import { watched } from "./watch.js";

/** dY = drift dt + B dW on Γ: BBᵀ as `diffusion`, or B as `factor`; neither when the limit is deterministic. */
export interface LimitCoefficients extends TangentNoise {
  /** The Itô drift per unit of slow time, as long as the state. */
  readonly drift: Float64Array;
}

/** What a limit descends: its drift is −(a positive semi-definite matrix)·(tangent gradient of the potential). */
export interface Potential<Options> {
  readonly formula: string;
  /** Its value at x on Γ, where ∇²L has rank `rank`. @throws as `coefficients` */
  value(model: CurvatureModel, x: Float64Array, rank: number, options: Options): number;
}

/** What a dynamics says of itself, without a model. */
export interface DynamicsText {
  readonly name: string;
  /** In words, as a heading. */
  readonly title: string;
  /** One step of the algorithm, as a formula. */
  readonly update: string;
  /** The limit, as a formula. */
  readonly equation: string;
  /** The slow time in terms of the algorithm's steps. */
  readonly timeScale: string;
  /** Authors, venue, year, arXiv number, theorem. */
  readonly source: string;
  /** What the limit theorem supposes, in words. Those that can be seen at one point are checked there. */
  readonly assumptions: readonly string[];
  /** What the algorithm needs of a model that not every model has. */
  readonly needs?: "samples" | "declared";
}

const WATCH = integer("check the assumptions after every so many steps, and stop where one fails; 0 is never", 0);

/** Beside the own options of each dynamics. */
export const ALGORITHM_OPTIONS = {
  learningRate: rate("η, a number or a schedule"),
  seed: integer("of the random numbers", 0),
  watch: WATCH,
};
export const LIMIT_OPTIONS = {
  dt: number("slow time per step", 0.01),
  seed: integer("of the random numbers", 0),
  substeps: integer("the Brownian path is that of a run with the same seed and so many steps in each dt", 1),
  watch: WATCH,
};

/** An algorithm and the slow motion that it has in the limit of small steps, each to be run on any model. */
export interface Dynamics<Own extends OptionTable = OptionTable> extends DynamicsText {
  /** The options that are its own, for both sides. */
  readonly options: Own;
  /**
   * The algorithm itself, at a finite learning rate, on the slow clock of its limit.
   *
   * @throws RangeError for options that it has not, or out of range, or a model without what it needs
   */
  algorithm(model: Model, options: Given<Own & typeof ALGORITHM_OPTIONS>): Process;
  /** Its limit. @throws as `algorithm` */
  limit(model: Model, options: Given<Own & typeof LIMIT_OPTIONS>): Process;
}

/**
 * A dynamics whose limit moves along Γ, with the coefficients of its limit by eigenvectors of ∇²L: they need no closed
 * form, work for every model, and are the reference for the closed forms.
 */
export interface LimitingDynamics<Options, Own extends OptionTable = OptionTable> extends Dynamics<Own> {
  /** Absent where the drift is no gradient in general. */
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

/** How a dynamics makes its two processes from options that were read already. */
interface Makers<Own extends OptionTable> {
  readonly options: Own;
  algorithm(model: Model, options: Values<Own & typeof ALGORITHM_OPTIONS>): Process;
  limit(model: Model, options: Values<Own & typeof LIMIT_OPTIONS>): Process;
}

/** A dynamics from its text and its makers, which see options with defaults filled in. */
export const dynamics = <Own extends OptionTable>(row: DynamicsText & Makers<Own>): Dynamics<Own> => ({
  ...row,
  algorithm(model, given) {
    const options = readOptions(row.name, { ...row.options, ...ALGORITHM_OPTIONS }, given);
    return watchedFor(row, row.algorithm(model, options), model, options.watch!);
  },
  limit(model, given) {
    const options = readOptions(`the limit of ${row.name}`, { ...row.options, ...LIMIT_OPTIONS }, given);
    return watchedFor(row, row.limit(model, options), model, options.watch!);
  },
});

/** With the checks that its assumptions ask for. */
function watchedFor({ assumptions, needs }: DynamicsText, process: Process, model: Model, watch: number): Process {
  if (watch === 0) return process;
  return watched(process, model, {
    every: watch,
    onManifold: assumptions.includes(ON_A_MANIFOLD[1]),
    simpleTop: assumptions.includes(SIMPLE_TOP),
    centred: needs === "samples",
  });
}

/** The same for a dynamics with coefficients along Γ. */
export const limitingDynamics = <Options, Own extends OptionTable>(
  row: Omit<LimitingDynamics<Options>, keyof Makers<Own>> & Makers<Own>,
): LimitingDynamics<Options, Own> => ({ ...row, ...dynamics(row) });

/** Assumptions that all limits share. */
export const ON_A_MANIFOLD = [
  "L is smooth (C⁴ is enough) and its minimizers form a manifold Γ near the path",
  "∇²L has the same rank M = D − dim Γ at every point of Γ on the path",
  "the path starts in the basin of Γ and the learning rate is small: η λ₁(∇²L) < 2, in practice ≤ 0.2",
] as const;

export const CENTRED_NOISE = "the noise has mean zero given x, and a covariance Σ(x) that is C¹ along Γ";

export const SIMPLE_TOP = "the largest eigenvalue λ₁ of ∇²L is simple along the path";
