/** The order of convergence: the least-squares slope of ln|errors| against ln η. */
export function slope(rates: readonly number[], errors: readonly number[]): number {
  const x = rates.map(Math.log);
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const numerator = x.reduce((sum, value, i) => sum + (value - mean) * Math.log(Math.abs(errors[i]!)), 0);
  return numerator / x.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
