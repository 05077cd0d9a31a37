/** Whether the diagonal of ∇²L is more than rounding: where an entry is 0 on Γ, diag(∇²L)^(−1/2) does not exist. */
import type { NumericProblem } from "../geometry/index.js";

/** A Newton step of this size relative to x is rounding: x is on Γ. */
const ROUNDING = 1e-9;
/** An entry that rounding changes by such a part is not known. */
const UNSURE = 1e-3;

/**
 * Compares diag ∇²L at x with that at x − H⁺∇L, every number of it off by a few bits: points of Γ to rounding, both. An
 * entry like b², 0 on Γ, is 1e-44 at b = 1e-22, and that is no reason to divide by it. Off Γ the entries are what they are.
 */
export function hasSureDiagonal(problem: NumericProblem, x: Float64Array, Hplus: Float64Array): boolean {
  const D = x.length;
  const gradient = problem.gradient(x);
  const step = x.map((_, a) => gradient.reduce((sum, g, b) => sum + Hplus[a * D + b]! * g, 0));
  if (Math.hypot(...step) > ROUNDING * (1 + Math.hypot(...x))) return true;
  const next = x.map((value, a) => (value - step[a]!) * (1 + fewBits(a)));
  const [here, there] = [problem.hessian(x), problem.hessian(next)];
  return x.every((_, a) => Math.abs(there[a * (D + 1)]! - here[a * (D + 1)]!) <= UNSURE * here[a * (D + 1)]!);
}

/** Neighbours by different amounts, up and down, so that nothing cancels. */
const fewBits = (a: number): number => (a % 2 === 0 ? 1 : -1) * (1 + (a % 3)) * Number.EPSILON;
