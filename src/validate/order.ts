/** The weak order: how errors shrink with the learning rate. */
import type { Measured } from "./validation.js";

/** Errors smaller than so many of their standard errors say nothing of a slope. */
const RESOLVED = 2;

/**
 * The least-squares slope of ln |E(η) − limit| over ln η, undefined unless every error is resolved. Its standard error
 * follows the errors' covariance, to which the limit's own error is common.
 */
export function weakOrder(
  rates: readonly number[],
  estimates: readonly Measured[],
  limit: Measured,
): Measured | undefined {
  const errors = estimates.map(({ value }) => value - limit.value);
  const isResolved = estimates.every(
    ({ standardError }, i) => Math.abs(errors[i]!) > RESOLVED * Math.hypot(standardError, limit.standardError),
  );
  if (!isResolved) return undefined;
  const logs = rates.map(Math.log);
  const centre = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const square = logs.reduce((sum, log) => sum + (log - centre) ** 2, 0);
  const weights = logs.map((log) => (log - centre) / square);
  const relative = weights.map((weight, i) => weight / errors[i]!);
  return {
    value: weights.reduce((sum, weight, i) => sum + weight * Math.log(Math.abs(errors[i]!)), 0),
    standardError: Math.hypot(
      ...estimates.map(({ standardError }, i) => relative[i]! * standardError),
      relative.reduce((sum, each) => sum + each, 0) * limit.standardError,
    ),
  };
}
