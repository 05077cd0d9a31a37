/** What `validate` finds: a plain object that JSON carries as it is. Everything that is plotted or printed is in it. */
import type { KolmogorovSmirnov } from "../runtime/index.js";
import type { Check } from "../verify/index.js";

export type Verdict = "agrees" | "disagrees" | "not enough samples";

export interface Measured {
  readonly value: number;
  readonly standardError: number;
}

export type Statistic =
  /** E g(Φ(x_K)) against E g(Y_T). */
  | "mean"
  /** Var g(Φ(x_K)) against Var g(Y_T). */
  | "variance"
  /** P(g(Φ(x_K)) ≤ y) against P(g(Y_T) ≤ y) at the deciles y of the limit: that with the largest excess is shown. */
  | "law";

/** One number of the algorithm against the same number of its limit. */
export interface Row {
  readonly observable: string;
  readonly statistic: Statistic;
  /** For each learning rate of the dynamics, coarse to fine. */
  readonly estimates: readonly Measured[];
  /**
   * Estimate − limit for each learning rate. Where algorithm and limit had the same noise these are the means of paired
   * differences, much more precise than the estimates.
   */
  readonly errors: readonly Measured[];
  /** Of the limit at time T, from paths of its own; `timeStep` is what their step may still change. */
  readonly limit: Measured & { readonly timeStep: number };
  /** The estimates extrapolated to η = 0 by the first order in η: 2E(η/2) − E(η) for halved rates. */
  readonly extrapolated: Measured;
  /** The errors extrapolated in the same way. */
  readonly difference: Measured;
  /**
   * What the difference may be although limit and algorithm agree, beyond chance: four times the second-order extrapolation's
   * correction, the time step's, and that of the numerical Φ.
   */
  readonly allowance: number;
  /** Differences as large as this are called a disagreement, at the level of the whole table. */
  readonly margin: number;
  /** A difference that would matter: half the share of the drift, or a tenth of the spread. Above `margin`, it shows. */
  readonly relevant: number;
  /** The probability of a difference this far beyond the allowance if there is none. */
  readonly pValue: number;
  /** The same after Holm's correction for all rows of the table. */
  readonly adjusted: number;
  /** Of a law: the decile y. */
  readonly at?: number;
  /** Of a law: both samples as they are, at the smallest learning rate, where the laws still differ by O(η). */
  readonly ks?: KolmogorovSmirnov;
  /** Slope of ln |estimate − limit| over ln η, where all of the errors are resolved. */
  readonly order?: Measured;
  readonly verdict: Verdict;
  /** For a row without enough samples: how many paths would decide it, or "η" if only smaller learning rates would. */
  readonly needed?: number | "η";
}

/** One algorithm against its limit. */
export interface DynamicsValidation {
  readonly name: string;
  readonly title: string;
  /** The limit, as a formula. */
  readonly equation: string;
  readonly timeScale: string;
  /** T */
  readonly time: number;
  /** Coarse to fine. */
  readonly runs: readonly AlgorithmRun[];
  readonly limit: LimitRun;
  /** That neither the limit nor the algorithm leaves the start: Σ = 0 on Γ there, and nothing can be compared. */
  readonly still?: true;
  readonly rows: readonly Row[];
}

export interface AlgorithmRun {
  readonly learningRate: number;
  /** K */
  readonly steps: number;
  /** Paths that came to their end, the first of them numbered 0. */
  readonly paths: number;
  /** Paths that left the basin of Γ or the finite numbers; they are in no estimate. */
  readonly lost: number;
  readonly seed: number;
}

export interface LimitRun {
  readonly dt: number;
  readonly steps: number;
  readonly paths: number;
  readonly lost: number;
  readonly seed: number;
  /** Whether the limit has no noise. */
  readonly deterministic: boolean;
}

export interface Validation {
  readonly loss: string;
  readonly parameters: readonly string[];
  /** The point of Γ from which both start. */
  readonly start: readonly number[];
  readonly seed: number;
  /** The probability of one or more false disagreements in the whole table is at most this. */
  readonly level: number;
  /** Derivatives, geometry and drifts of the emitted module against independent oracles. */
  readonly checks: readonly Check[];
  readonly dynamics: readonly DynamicsValidation[];
  /** "disagrees" if any row does, else "agrees" if every row does. */
  readonly verdict: Verdict;
  /** Whether it was stopped before all paths were done. */
  readonly partial: boolean;
  readonly provenance: Provenance;
}

export interface Provenance {
  /** Of gen-sde. */
  readonly version: string;
  readonly source: { readonly file: string; readonly sha256: string };
}
