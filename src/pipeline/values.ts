/** Values at one point, by the eigenvector route on the exact derivatives: what `gen-sde derive --at` prints. */
import type { Minimizer, NumericProblem } from "../geometry/index.js";
import { type SpectralCoefficients, spectralCoefficients } from "../runtime/index.js";
import { hasSureDiagonal } from "./diagonal.js";
import { type LocalSgdSetting, type OtherDrifts, otherDrifts } from "./other-drifts.js";

export interface Drift {
  readonly compensation: number[];
  readonly mixed: number[];
  readonly normal: number[];
  readonly total: number[];
}

export interface PointValues {
  readonly params: readonly string[];
  readonly x: number[];
  /** How far x may be from Φ of the point that was given, relative to its coordinates, where that is more than usual. */
  readonly uncertainty?: number;
  readonly loss: number;
  readonly gradient: number[];
  readonly hessian: number[][];
  readonly third?: number[][][];
  readonly rank: number;
  readonly tangentProjector: number[][];
  readonly hessianPinv: number[][];
  readonly logPseudoDet: number;
  readonly traceHessian: number;
  readonly lambdaMax: number;
  readonly drift: {
    readonly isotropic: Drift;
    readonly labelNoise: Drift;
    readonly declared?: Drift & { readonly sigma: number[][] };
  } & OtherDrifts;
  readonly diffusion: { readonly isotropic: number[][]; readonly declared?: number[][] };
}

/** Above this dimension the D x D x D array is left out unless asked for. */
const LARGEST_THIRD = 64;

const rows = (A: ArrayLike<number>, D: number): number[][] =>
  Array.from({ length: D }, (_, a) => Array.from({ length: D }, (__, b) => A[a * D + b]!));
const flat = (A: readonly (readonly number[])[]): Float64Array => Float64Array.from(A.flat());
const identity = (D: number): Float64Array =>
  Float64Array.from({ length: D * D }, (_, i) => (i % (D + 1) === 0 ? 1 : 0));

function product(A: readonly (readonly number[])[], B: readonly (readonly number[])[]): number[][] {
  return A.map((row) => B[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * B[k]![j]!, 0)));
}
const transpose = (A: readonly (readonly number[])[]): number[][] => A[0]!.map((_, j) => A.map((row) => row[j]!));

const driftOf = (c: SpectralCoefficients): Drift => ({
  compensation: Array.from(c.compensation),
  mixed: Array.from(c.mixed),
  normal: Array.from(c.normal),
  total: Array.from(c.total),
});

export interface PointOptions {
  /** Evaluate at x itself instead of the point of Gamma that Newton steps lead to. */
  readonly retract: boolean;
  /** Print the D x D x D array for any D. */
  readonly third: boolean;
  readonly localSgd: LocalSgdSetting;
}

/** Where to evaluate, with the rank at the point of Gamma that gradient flow leads to. */
export interface Place extends Pick<Minimizer, "x" | "rank"> {
  /** Whether x is that point, to rounding: what has to be 0 on Gamma is then 0. */
  readonly onGamma: boolean;
}

export function pointValues(numeric: NumericProblem, { x, rank, onGamma }: Place, options: PointOptions): PointValues {
  const D = numeric.dimension;
  const { model } = numeric.problem;
  const H = numeric.hessian(x);
  const curvature = numeric.curvatureAt(x, !onGamma);
  const coefficients = (Sigma: Float64Array | "hessian"): SpectralCoefficients =>
    spectralCoefficients(curvature, x, rank, Sigma);
  const isotropic = coefficients(identity(D));
  const P = rows(isotropic.P, D);
  const sigma = model.sigma?.map((row) => Array.from(numeric.vector(x, row)));
  const covariance = sigma && product(sigma, transpose(sigma));
  return {
    params: model.names,
    x: Array.from(x),
    loss: numeric.loss(x),
    gradient: Array.from(numeric.gradient(x)),
    hessian: rows(H, D),
    ...((options.third || D <= LARGEST_THIRD) && { third: curvature.third() }),
    rank,
    tangentProjector: P,
    hessianPinv: rows(isotropic.Hplus, D),
    logPseudoDet: isotropic.logPseudoDet,
    traceHessian: rows(H, D).reduce((sum, row, a) => sum + row[a]!, 0),
    lambdaMax: isotropic.eigenvalues[0]!,
    drift: {
      isotropic: driftOf(isotropic),
      labelNoise: driftOf(coefficients("hessian")),
      ...(sigma && covariance && { declared: { ...driftOf(coefficients(flat(covariance))), sigma } }),
      ...otherDrifts(curvature, x, rank, options.localSgd),
      ...(!hasSureDiagonal(numeric, x, isotropic.Hplus) && { precondDiagH: null }),
    },
    diffusion: {
      isotropic: P,
      ...(covariance && { declared: product(product(P, covariance), P) }),
    },
  };
}
