import type { Model, Samples } from "../model.js";
import { denseDerivatives } from "./dense.js";
import type { LossKernels, NoiseKernel } from "./kernels.js";

/** A model of a loss with named sizes: nothing in it is D × D but what says so. */
export interface SizedModel extends Model {
  readonly hessianVector: NonNullable<Model["hessianVector"]>;
  /** out[D] = T[v, v]: for v = v₁ the gradient of λ₁. */
  thirdAlong(x: Float64Array, v: Float64Array, out: Float64Array): void;
  /** out[D] = H⁺v, x on Γ. */
  pseudoInverse(x: Float64Array, v: Float64Array, out: Float64Array): void;
  /** ln|∇²L(x)|₊, x on Γ. */
  logPseudoDeterminant(x: Float64Array): number;
  /** tr ∇²L(x), x on Γ. */
  hessianTrace(x: Float64Array): number;
}

export interface SizedModelSpec {
  readonly name: string;
  /** The names of the D parameters. */
  readonly parameters: readonly string[];
  readonly kernels: LossKernels;
  readonly samples?: Samples;
  /** σ(x)ξ of the loss file, if it declares one. */
  readonly noise?: NoiseKernel;
}

/** The part of a model that needs no geometry. */
export function sizedModel({ name, parameters, kernels, samples }: SizedModelSpec, rank: number) {
  const { loss, gradient, hessianVector, thirdAlong } = kernels;
  const dimension = parameters.length;
  return {
    ...{ name, dimension, rank, parameters, loss, gradient, hessianVector, thirdAlong },
    ...denseDerivatives(kernels, dimension),
    ...(samples && { samples }),
  };
}
