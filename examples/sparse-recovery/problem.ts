/** Sparse regression: n samples in d dimensions, of which κ matter. */
import { fillNormal, fillRademacher } from "gen-sde/runtime";

export interface ProblemOptions {
  readonly n: number;
  readonly d: number;
  /** κ: w* is 1/√κ, with random signs unless `positive`, in the first κ coordinates, and 0 elsewhere; so ‖w*‖ = 1. */
  readonly sparsity: number;
  /** The law of the entries of Z: fair signs, or standard normal. */
  readonly law: "signs" | "gaussian";
  readonly positive?: boolean;
  readonly seed: number;
}

export interface Problem {
  readonly Z: { readonly values: Float64Array; readonly shape: readonly [n: number, d: number] };
  readonly y: Float64Array;
  readonly truth: Float64Array;
}

const FILL = { signs: fillRademacher, gaussian: fillNormal };
const ROWS = 0;
const SIGNS = 1;

/** y = Z w*, without noise. Row i depends on the seed, d and i alone, so that a larger n keeps the rows of a smaller one. */
export function sparseProblem({ n, d, sparsity, law, positive = false, seed }: ProblemOptions): Problem {
  const truth = new Float64Array(d);
  fillRademacher(seed, SIGNS, 0, truth, sparsity);
  for (let j = 0; j < sparsity; j++) truth[j] = (positive ? 1 : truth[j]!) / Math.sqrt(sparsity);
  const values = new Float64Array(n * d);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = values.subarray(i * d, (i + 1) * d);
    FILL[law](seed, ROWS, i, row, d);
    y[i] = row.reduce((sum, z, j) => sum + z * truth[j]!, 0);
  }
  return { Z: { values, shape: [n, d] }, y, truth };
}

/** ‖w − w*‖ / ‖w*‖ */
export function relativeError(w: Float64Array, truth: Float64Array): number {
  return Math.hypot(...w.map((value, j) => value - truth[j]!)) / Math.hypot(...truth);
}
