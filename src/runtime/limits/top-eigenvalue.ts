import { normalSpace } from "../normal-space/index.js";
import { checkSimpleTop } from "./assumptions.js";

type Point = Parameters<typeof normalSpace>;

/**
 * λ₁ = λ₁(∇²L) at x on Γ and factor·P∇λ₁, with ∇λ₁ = T[v₁v₁ᵀ] by first-order perturbation theory.
 *
 * @throws SimulationError E_ASSUMPTION when λ₁ is not simple
 */
export function topEigenvalue(...at: Point): { lambda1: number; gradient(factor: number): Float64Array } {
  const space = normalSpace(...at);
  checkSimpleTop(space);
  return { lambda1: space.eigenvalues[0]!, gradient: (factor) => space.alongTop(factor) };
}

/** The value of λ₁(∇²L) alone. */
export const lambda1 = (...at: Point): number => normalSpace(...at).eigenvalues[0]!;
