import type { SizedModel } from "./sized-model.js";

/** The normal space of Γ at one point, computed once for each x. */
export interface Frame {
  /** D */
  readonly dimension: number;
  /**
   * Moves to the point x[D]; everything below is there.
   *
   * @throws SimulationError E_RANK_CHANGE where ∇²L has rank below M
   */
  at(x: Float64Array): this;
  /** v ← P v, in place. */
  project(v: Float64Array): void;
  /** out[D] = H⁺v */
  pseudoInverse(v: Float64Array, out: Float64Array): void;
  /** ln|∇²L|₊ */
  logPseudoDeterminant(): number;
}

type Members = "tangentProject" | "pseudoInverse" | "logPseudoDeterminant";

/** What the frame of a model gives of it, as functions of x. */
export const geometryOf = <F extends Frame>(
  frame: F,
): Pick<SizedModel, Members> & { readonly normalFrame: (x: Float64Array) => F } => ({
  tangentProject(x, v, out) {
    out.set(v);
    frame.at(x).project(out);
  },
  pseudoInverse(x, v, out) {
    frame.at(x).pseudoInverse(v, out);
  },
  logPseudoDeterminant: (x) => frame.at(x).logPseudoDeterminant(),
  normalFrame: (x) => frame.at(x),
});
