/** Matchers for a whole derivation. */
import { DiagnosticError, type PointLike } from "../api/index.js";
import type { Result } from "./expressions.js";
import { asDerivation } from "./subject.js";

/** rank ∇²L = M on Γ. */
export function toHaveRank(received: unknown, rank: number): Result {
  const derivation = asDerivation("toHaveRank", received);
  const found = `∇²L of ${derivation.name} has rank ${String(derivation.rank)} on Γ (${derivation.route}), so dim Γ = ${String(derivation.dimension - derivation.rank)}`;
  return { pass: derivation.rank === rank, message: () => `${found}; expected rank ${String(rank)}` };
}

/**
 * L, ∇L, ∇²L and ∂²(∇L)[S] agree with differences of the function run as written, at these points; by default at points
 * of Γ and points near it.
 */
export function toAgreeWithFiniteDifferences(received: unknown, points?: readonly PointLike[]): Result {
  const derivation = asDerivation("toAgreeWithFiniteDifferences", received);
  try {
    const checks = derivation.checkDerivatives(points);
    const errors = checks.map(({ name, error }) => `  ${name}: largest error ${error.toExponential(1)}`);
    return { pass: true, message: () => `${derivation.name} agrees with finite differences:\n${errors.join("\n")}` };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { pass: false, message: () => error.message };
  }
}
