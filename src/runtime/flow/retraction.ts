import { checkInteger, checkPositive } from "../check.js";
import { SimulationError } from "../errors.js";
import { norm } from "../linear-algebra/index.js";
import type { Model } from "../model.js";

/** The defaults of RetractionOptions. */
export const TOLERANCE = 1e-8;
export const MAX_ITERATIONS = 50;

export interface RetractionOptions {
  /**
   * Stop after a step shorter than tolerance·(1 + ‖x‖), default 1e-8. Steps converge quadratically, so what is then left
   * is about the square of this.
   */
  readonly tolerance?: number;
  /** Default 50. */
  readonly maxIterations?: number;
}

/**
 * The map x ↦ a point of Γ, in place: `retractStep` repeated until it stands still. It agrees with the end point Φ of
 * gradient flow to second order along tangent directions, so it supplies the compensation term of the SDE.
 * The returned function gives the number of steps taken, and allocates nothing.
 *
 * @throws SimulationError E_NOT_CONVERGED (from the returned function) when the steps do not settle
 */
export function retraction(
  model: Pick<Model, "dimension" | "retractStep">,
  { tolerance = TOLERANCE, maxIterations = MAX_ITERATIONS }: RetractionOptions = {},
): (x: Float64Array) => number {
  checkPositive("tolerance", tolerance);
  checkInteger("maxIterations", maxIterations, 1);
  const D = model.dimension;
  const next = new Float64Array(D);
  return (x) => {
    let displacement = Infinity;
    for (let iteration = 1; iteration <= maxIterations; iteration++) {
      model.retractStep(x, next);
      let squared = 0;
      for (let a = 0; a < D; a++) {
        const moved = next[a]! - x[a]!;
        squared += moved * moved;
        x[a] = next[a]!;
      }
      displacement = Math.sqrt(squared);
      if (displacement <= tolerance * (1 + norm(x))) return iteration;
      if (!Number.isFinite(displacement)) break;
    }
    throw new SimulationError(
      "E_NOT_CONVERGED",
      `the retraction to Γ does not settle (last step of length ${displacement}): the point is far from Γ or Γ is singular near it`,
      { displacement, maxIterations },
    );
  };
}
