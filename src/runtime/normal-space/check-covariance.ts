import { SimulationError } from "../errors.js";

/** Asymmetry, or the size of a negative variance, relative to the largest entry. */
const ROUNDING = 1e-9;

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
