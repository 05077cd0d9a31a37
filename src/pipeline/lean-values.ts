/** Values at one point of a large loss: all that `gen-sde derive --at` prints but D × D arrays. */
import type { DiagnosticError } from "../diagnostics/index.js";
import { sizeOf } from "../expr/index.js";
import { type LossModel, tensors } from "../read/index.js";
import {
  type EigenModel,
  type GeneralKernels,
  type NoiseModel,
  type ResidualModel,
  SimulationError,
  gradientFlow,
  numericalRank,
  retraction,
} from "../runtime/index.js";
import { psi } from "../runtime/limits/local-sgd.js";
import { type CreateForSizes, generalCreator, hasNamedSizes, leastSquaresCreator } from "./named-sizes.js";
import type { LocalSgdSetting, OtherDrifts } from "./other-drifts.js";
import { type Given, type Sample, sampleAt } from "./sample.js";
import type { Drift, PointOptions, PointValues } from "./values.js";

/** Above this many parameters D × D arrays are left out, unless they are asked for. */
const LARGE = 64;
/** (λ₁ − λ₂) / λ₁ below this: λ₁ has no gradient. */
const LEAST_GAP = 1e-6;

type DenseField = "hessian" | "third" | "tangentProjector" | "hessianPinv" | "diffusion" | "drift";

export interface LeanValues extends Omit<PointValues, DenseField> {
  readonly drift: { readonly isotropic: Drift; readonly labelNoise: Drift; readonly declared?: Drift } & Omit<
    OtherDrifts,
    "precondDiagH"
  >;
}

/**
 * Through the loops, for named sizes and more than 64 parameters: least squares by JJᵀ, other losses by products with
 * ∇²L; undefined otherwise.
 *
 * @param complain makes the error for a point that does not fit the loss
 */
export function leanValuesAt(
  loss: LossModel,
  point: Given,
  complain: (problem: string) => DiagnosticError,
  options: PointOptions,
): LeanValues | undefined {
  if (!hasNamedSizes(loss) || options.third) return undefined;
  const sample = sampleAt(loss, point, complain);
  const D = dimensionOf(loss, sample);
  if (D <= LARGE) return undefined;
  const { start, dataValue, sizes } = sample;
  if (start?.length !== D)
    throw complain(`it has ${String(start?.length ?? 0)} numbers for the ${String(D)} parameters`);
  try {
    const squares = leastSquaresCreator(loss, sizes)?.(dataValue, sizes) as ResidualModel | undefined;
    const model = squares ?? generalModelAt(start, generalCreator(loss, sizes), sample, options);
    if (options.retract) retraction(model)(start);
    return leanValues(model, start, options.localSgd);
  } catch (error) {
    if (error instanceof SimulationError || error instanceof RangeError) throw complain(error.message);
    throw error;
  }
}

/** The model with the rank of ∇²L at the point, which goes to where gradient flow leads first. */
function generalModelAt(
  x: Float64Array,
  create: CreateForSizes,
  { dataValue, sizes }: Sample,
  { retract }: PointOptions,
): EigenModel {
  // The rank plays no part in the loops.
  const { dimension, kernels } = create(dataValue, sizes, { rank: 1 }) as EigenModel & { kernels: GeneralKernels };
  if (retract) x.set(gradientFlow({ dimension, gradient: kernels.gradient }, x).x);
  const rank = numericalRank(kernels.hessianVector, x);
  if (rank === undefined)
    throw new RangeError("∇²L has eigenvalues of all sizes there, so that its rank is not clear; give a point of Γ");
  return create(dataValue, sizes, { rank }) as EigenModel;
}

const dimensionOf = ({ parameters }: LossModel, { sizes }: Sample): number =>
  tensors(parameters).reduce(
    (sum, { shape }) => sum + shape.reduce<number>((n, size) => n * sizeOf(size, sizes), 1),
    0,
  );

/** At x on Γ. */
export function leanValues(model: ResidualModel | EigenModel, x: Float64Array, localSgd: LocalSgdSetting): LeanValues {
  const { declared, isotropic, labelNoise } = model.noises;
  const D = model.dimension;
  const drift = (noise: NoiseModel): Drift => {
    const terms = filled(3 * D, (out) => noise.driftTerms(x, out));
    const [compensation, mixed, normal] = [0, 1, 2].map((k) => terms.slice(k * D, (k + 1) * D)) as [
      number[],
      number[],
      number[],
    ];
    return { compensation, mixed, normal, total: filled(D, (out) => noise.drift(x, out)) };
  };
  const ofIdentity = drift(isotropic);
  const ofLabels = drift(labelNoise);
  const eigenvalues = model.normalFrame(x).eigen().values.slice(0, model.rank);
  return {
    params: model.parameters,
    x: Array.from(x),
    loss: model.loss(x),
    gradient: filled(D, (out) => model.gradient(x, out)),
    rank: model.rank,
    logPseudoDet: model.logPseudoDeterminant(x),
    traceHessian: model.hessianTrace(x),
    lambdaMax: eigenvalues[0]!,
    drift: {
      isotropic: ofIdentity,
      labelNoise: ofLabels,
      ...(declared && { declared: drift(declared) }),
      ...ofTheTop(model, x, eigenvalues),
      // −½ P∇tr ∇²L, twice the drift of label noise.
      samSingle: ofLabels.total.map((value) => 2 * value),
      localSgd: ofWorkers(model, x, eigenvalues, ofIdentity.compensation, localSgd),
    },
  };
}

const filled = (length: number, write: (out: Float64Array) => void): number[] => {
  const out = new Float64Array(length);
  write(out);
  return Array.from(out);
};

/** P T[v_k, v_k] for the k-th eigenvector of ∇²L. */
function tangentThird(model: ResidualModel | EigenModel, x: Float64Array, k: number): number[] {
  const [v, T] = [new Float64Array(model.dimension), new Float64Array(model.dimension)];
  model.normalFrame(x).eigenvector(k, v);
  model.thirdAlong(x, v, T);
  return filled(v.length, (out) => model.tangentProject(x, T, out));
}

/** The drifts along P∇λ₁ = P T[v₁, v₁]; null where λ₁ is not simple. */
function ofTheTop(
  model: ResidualModel | EigenModel,
  x: Float64Array,
  [first, second = 0]: ArrayLike<number> & Iterable<number>,
): Pick<OtherDrifts, "normalizedGd" | "sqrtLoss" | "samFull"> {
  const isSimple = first! - second > LEAST_GAP * first!;
  const gradient = isSimple ? tangentThird(model, x, 0) : undefined;
  const along = (factor: number): number[] | null => gradient?.map((value) => factor * value) ?? null;
  return { normalizedGd: along(-1 / (4 * first!)), sqrtLoss: along(-1 / 8), samFull: along(-1 / 2) };
}

/** Local SGD for Σ = I: with ψ_k = ψ(2αλ_k), (1/B)(compensation − ¼ Σ_k (1 + (K − 1)ψ_k) P T[v_k, v_k] / λ_k). */
function ofWorkers(
  model: ResidualModel | EigenModel,
  x: Float64Array,
  eigenvalues: Float64Array,
  compensation: readonly number[],
  { workers, batch, alpha }: LocalSgdSetting,
): number[] {
  const sum = compensation.map((value) => value / batch);
  eigenvalues.forEach((lambda, k) => {
    const factor = (1 + (workers - 1) * psi(2 * alpha * lambda)) / (4 * lambda * batch);
    tangentThird(model, x, k).forEach((value, a) => (sum[a]! -= factor * value));
  });
  return sum;
}
