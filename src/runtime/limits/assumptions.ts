/** The assumptions that one point can refute, each as a check that throws with the value that broke it. */
import { SimulationError } from "../errors.js";
import type { NormalSpace } from "../normal-space/index.js";

/** (λ₁ − λ₂) / λ₁ below this: v₁, and with it ∇λ₁, has lost half its digits or does not exist. */
const LEAST_GAP = 1e-6;

/** λ₁ is simple, so that it is differentiable: ∇λ₁ = T[v₁v₁ᵀ]. */
export function checkSimpleTop({ eigenvalues }: Pick<NormalSpace, "eigenvalues">): void {
  const [lambda1 = 0, lambda2 = 0] = eigenvalues;
  if (lambda1 - lambda2 > LEAST_GAP * lambda1) return;
  throw new SimulationError(
    "E_ASSUMPTION",
    `the largest eigenvalue of ∇²L is not simple, so it has no gradient: λ_1 = ${lambda1}, λ_2 = ${lambda2}`,
    { lambda1, lambda2 },
  );
}

/** A number that a formula divides by, or takes a root of. */
export function checkAbove(name: string, value: number, bound: number): void {
  if (value > bound && value < Infinity) return;
  throw new SimulationError("E_ASSUMPTION", `${name} must be above ${bound} and finite; it is ${value}`, {
    name,
    value,
  });
}
