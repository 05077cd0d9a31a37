import type { LossKernels } from "../sized/index.js";
import { congruence, type NormalModes, thirdAt } from "../normal-space/index.js";
import { NormalEigenvectors, type SecondDerivatives } from "./normal-eigenvectors.js";

interface Source extends SecondDerivatives, Pick<LossKernels, "thirdAlong"> {
  readonly frame: NormalEigenvectors;
}

/**
 * The eigenvectors of ∇²L at x on Γ; with a root, of diag(root) ∇²L diag(root), in the coordinates z of x = diag(root) z.
 *
 * @throws SimulationError E_RANK_CHANGE when ∇²L has rank below M
 */
export function hessianModes(source: Source, x: Float64Array, root?: Float64Array): NormalModes {
  const { frame, thirdAlong } = source;
  const { dimension, rank } = frame;
  const { values, vectors } = (root ? new NormalEigenvectors(scaled(source, root), dimension, rank) : frame).at(x);
  return { dimension, x: x.slice(), values, vector: (k) => vectors[k]!, third: thirdAt(thirdAlong, x, root) };
}

/** diag(root) ∇²L diag(root) */
function scaled({ hessian, hessianVector }: SecondDerivatives, root: Float64Array): SecondDerivatives {
  const times = (v: Float64Array): Float64Array => v.map((value, a) => root[a]! * value);
  return {
    hessian(x, out) {
      hessian(x, out);
      congruence(root, out);
    },
    hessianVector(x, v, out) {
      hessianVector(x, times(v), out);
      out.set(times(out));
    },
  };
}
