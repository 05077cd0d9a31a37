import { EigenFrame } from "../eigen-frame.js";
import { checkSimpleTop } from "./assumptions.js";

/**
 * λ₁ = λ₁(∇²L) at x on Γ and factor·P∇λ₁, with ∇λ₁ = T[v₁v₁ᵀ] by first-order perturbation theory.
 *
 * @throws SimulationError E_ASSUMPTION when λ₁ is not simple
 */
export function topEigenvalue(frame: EigenFrame): { lambda1: number; gradient(factor: number): Float64Array } {
  checkSimpleTop(frame);
  return {
    lambda1: frame.eigenvalues[0]!,
    gradient: (factor) => frame.tangentThird(factor, (i, j) => (i === 0 && j === 0 ? 1 : 0)),
  };
}

/** The value of λ₁(∇²L) alone. */
export const lambda1 = (...at: ConstructorParameters<typeof EigenFrame>): number =>
  new EigenFrame(...at).eigenvalues[0]!;
