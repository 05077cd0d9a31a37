/** The assumptions that one point can refute, each as a check that throws with the value that broke it. */
import type { EigenFrame } from "../eigen-frame.js";
import { SimulationError } from "../errors.js";

/** (λ₁ − λ₂) / λ₁ below this: v₁, and with it ∇λ₁, has lost half its digits or does not exist. */
const LEAST_GAP = 1e-6;
/** Asymmetry of a covariance, or the size of a negative eigenvalue, relative to its largest entry. */
const ROUNDING = 1e-9;

/** λ₁ is simple, so that it is differentiable: ∇λ₁ = T[v₁v₁ᵀ]. */
export function checkSimpleTop({ eigenvalues, dimension }: EigenFrame): void {
  if (dimension === 1) return;
  const lambda1 = eigenvalues[0]!;
  const lambda2 = eigenvalues[1]!;
  if (lambda1 - lambda2 > LEAST_GAP * lambda1) return;
  throw new SimulationError(
    "E_ASSUMPTION",
    `the largest eigenvalue of ∇²L is not simple, so it has no gradient: λ_1 = ${lambda1}, λ_2 = ${lambda2}`,
    { lambda1, lambda2 },
  );
}

/** Sigma[D·D] is finite and symmetric, and its diagonal is not negative. */
export function checkCovariance(Sigma: Float64Array, D: number): void {
  const largest = Sigma.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  const broken = (what: string, i: number, j: number): SimulationError =>
    new SimulationError("E_ASSUMPTION", `the covariance Σ ${what}: Σ_${i}${j} = ${Sigma[i * D + j]!}`, {
      ...{ row: i, column: j, value: Sigma[i * D + j]! },
    });
  for (let i = 0; i < D; i++)
    for (let j = 0; j <= i; j++) {
      if (!Number.isFinite(Sigma[i * D + j]! + Sigma[j * D + i]!)) throw broken("is not finite", i, j);
      if (Math.abs(Sigma[i * D + j]! - Sigma[j * D + i]!) > ROUNDING * largest) throw broken("is not symmetric", i, j);
      if (i === j && Sigma[i * D + i]! < -ROUNDING * largest) throw broken("has a negative variance", i, i);
    }
}

/** A number that a formula divides by, or takes a root of. */
export function checkAbove(name: string, value: number, bound: number): void {
  if (value > bound && value < Infinity) return;
  throw new SimulationError("E_ASSUMPTION", `${name} must be above ${bound} and finite; it is ${value}`, {
    name,
    value,
  });
}
