/** The weak order: how errors shrink with the learning rate. */
import type { Measured } from "./validation.js";

/** Errors smaller than so many of their standard errors say nothing of a slope. */
const RESOLVED = 2;

/** The least-squares slope of ln |E(η) − limit| over ln η for independent errors; undefined unless all are resolved. */
export function weakOrder(rates: readonly number[], errors: readonly Measured[]): Measured | undefined {
  if (!errors.every(({ value, standardError }) => Math.abs(value) > RESOLVED * standardError)) return undefined;
  const logs = rates.map(Math.log);
  const centre = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const square = logs.reduce((sum, log) => sum + (log - centre) ** 2, 0);
  const weights = logs.map((log) => (log - centre) / square);
  return {
    value: weights.reduce((sum, weight, i) => sum + weight * Math.log(Math.abs(errors[i]!.value)), 0),
    standardError: Math.hypot(...weights.map((weight, i) => (weight * errors[i]!.standardError) / errors[i]!.value)),
  };
}
