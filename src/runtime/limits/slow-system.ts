import type { CurvatureModel } from "../spectral/eigen-frame.js";
import type { Model } from "../model.js";
import { retraction } from "../flow/retraction.js";
import type { LimitCoefficients, LimitingDynamics } from "./dynamics.js";

/** A slow flow x' = drift(x) on Γ, ready to be integrated by `limitingFlow`. */
export interface SlowFlow {
  /** The length of a state. */
  readonly dimension: number;
  /** out = the drift at a state on Γ. */
  drift(state: Float64Array, out: Float64Array): void;
  /** Brings a state back to Γ, in place; absent when the drift is defined off Γ too. */
  retract?(state: Float64Array): void;
}

/** A slow SDE dY = drift dt + B dW on Γ, B Bᵀ = diffusion, ready to be integrated by `slowSde`. */
export interface SlowSystem extends SlowFlow {
  /** How many entries of a state, from the first, the diffusion acts on: D. */
  readonly noisy: number;
  coefficients(state: Float64Array): LimitCoefficients;
}

/**
 * A limiting dynamics of a model as a system on Γ, by the eigenvector route, with the model's own retraction. Its state
 * is x[D], with what the dynamics carries behind it (Adam's v).
 */
export function slowSystem<Options>(
  dynamics: Pick<LimitingDynamics<Options>, "coefficients" | "memory">,
  model: CurvatureModel & Pick<Model, "rank" | "retractStep">,
  options: Options,
): SlowSystem {
  const D = model.dimension;
  const retract = retraction(model);
  const coefficients = (state: Float64Array): LimitCoefficients =>
    dynamics.coefficients(model, state, model.rank, options);
  return {
    dimension: D * (1 + (dynamics.memory ?? 0)),
    noisy: D,
    coefficients,
    drift: (state, out) => {
      out.set(coefficients(state).drift);
    },
    retract(state) {
      retract(state.subarray(0, D));
    },
  };
}
