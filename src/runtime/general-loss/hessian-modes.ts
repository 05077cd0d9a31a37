import type { LossKernels } from "../least-squares/kernels.js";
import { congruence, type NormalModes, thirdAt } from "../normal-space/index.js";
import { NormalEigenvectors } from "./normal-eigenvectors.js";

interface Source extends Pick<LossKernels, "thirdAlong"> {
  readonly frame: NormalEigenvectors;
  readonly hessian: (x: Float64Array, out: Float64Array) => void;
}

/**
 * The eigenvectors of ∇²L at x on Γ; with a root, of diag(root) ∇²L diag(root), in the coordinates z of x = diag(root) z.
 *
 * @throws SimulationError E_RANK_CHANGE when ∇²L has rank below M
 */
export function hessianModes(
  { frame, hessian, thirdAlong }: Source,
  x: Float64Array,
  root?: Float64Array,
): NormalModes {
  const { dimension, rank } = frame;
  const scaledHessian = (at: Float64Array, out: Float64Array): void => {
    hessian(at, out);
    congruence(root!, out);
  };
  const { values, vectors } = (root ? new NormalEigenvectors(scaledHessian, dimension, rank) : frame).at(x);
  return { dimension, x: x.slice(), values, vector: (k) => vectors[k]!, third: thirdAt(thirdAlong, x, root) };
}
