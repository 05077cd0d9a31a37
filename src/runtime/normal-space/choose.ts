import type { CurvatureModel } from "../spectral/eigen-frame.js";
import { ByHessian } from "./by-hessian.js";
import { ByModes } from "./by-modes.js";
import type { NormalSpace } from "./normal-space.js";
import { inScaledCoordinates } from "./scaled.js";

/**
 * The normal space at x on Γ: through the M × M matrix JJᵀ where the model is made of residuals, so that nothing is
 * D × D; by eigenvectors of ∇²L elsewhere.
 *
 * @param root the coordinates z of x = diag(root) z, in which everything is then meant; 1 when not given
 * @throws SimulationError E_RANK_CHANGE when ∇²L(x) has not, clearly, rank `rank`
 */
export function normalSpace(model: CurvatureModel, x: Float64Array, rank: number, root?: Float64Array): NormalSpace {
  const modes = model.normalModes?.(x, root);
  if (modes) return new ByModes(modes);
  return new ByHessian(root ? inScaledCoordinates(model, root) : model, x, rank);
}
