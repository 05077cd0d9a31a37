/** How many samples recovery takes: label noise in its limit, gradient flow, and the solution of least norm. */
import { choleskyFactor, choleskySolve } from "gen-sde/runtime";
import { diagonalNetwork } from "./networks.js";
import { type Problem, relativeError, sparseProblem } from "./problem.js";

export const SPARSITY = 5;
export const ALPHA = 1;
/** ct: label noise has shrunk every u_j v_j by e^{−4ct}. */
export const SLOW_TIME = 6;
/** w* counts as recovered where the median over the seeds of ‖w − w*‖/‖w*‖ is at most this. */
export const RECOVERED = 0.25;
export const SEEDS = [1, 2, 3, 4, 5];
/** Gradient flow's Φ is computed up to this d; beyond it the least norm, which it has come close to, stands for it. */
const LARGEST_FLOW = 128;

export interface Scaling extends Readonly<Record<string, number | undefined>> {
  readonly d: number;
  readonly labelNoise: number;
  readonly gradientFlow: number | undefined;
  readonly leastNorm: number;
}

/** The smallest n at which each recovers w*. */
export function scaling(d: number): Scaling {
  return {
    d,
    labelNoise: smallest(d, (problem) => labelNoiseError(problem)),
    gradientFlow: d <= LARGEST_FLOW ? smallest(d, (problem) => flowError(problem)) : undefined,
    leastNorm: smallest(d, leastNormError),
  };
}

/** Of the limiting flow Y(t) = Φ(x₀ ∘ e^{−2ctq}) in closed form. */
export function labelNoiseError(problem: Problem, time = SLOW_TIME, alpha = ALPHA): number {
  const { model, start, weights, truth } = diagonalNetwork(problem);
  const end = new Float64Array(model.dimension);
  model.labelNoiseFlow!(start(alpha), time, end);
  return relativeError(weights(end), truth);
}

/** Of Φ(x₀), where gradient flow ends. */
export function flowError(problem: Problem, alpha = ALPHA): number {
  const { model, start, weights, truth } = diagonalNetwork(problem);
  const end = new Float64Array(model.dimension);
  model.flow!(start(alpha), end);
  return relativeError(weights(end), truth);
}

/** Of Zᵀ(ZZᵀ)⁻¹y, the limit of gradient flow for α → ∞ (the kernel regime). */
export function leastNormError({ Z, y, truth }: Problem): number {
  const [n, d] = Z.shape;
  const row = (i: number): Float64Array => Z.values.subarray(i * d, (i + 1) * d);
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let k = 0; k <= i; k++) gram[i * n + k] = dot(row(i), row(k));
  const nu = y.slice();
  choleskyFactor(gram, n);
  choleskySolve(gram, n, nu);
  const w = new Float64Array(d);
  for (let i = 0; i < n; i++) row(i).forEach((z, j) => (w[j]! += z * nu[i]!));
  return relativeError(w, truth);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

/** By doubling n, then bisection: the problems of one seed are nested, so that more samples only add equations. */
function smallest(d: number, error: (problem: Problem) => number): number {
  const recovers = (n: number): boolean => median(SEEDS.map((seed) => error(problemOf(n, d, seed)))) <= RECOVERED;
  let fails = SPARSITY;
  let works = Math.min(2 * fails, d - 1);
  while (!recovers(works)) {
    if (works === d - 1) return d;
    fails = works;
    works = Math.min(2 * works, d - 1);
  }
  while (works - fails > 1) {
    const middle = (works + fails) >> 1;
    if (recovers(middle)) works = middle;
    else fails = middle;
  }
  return works;
}

export const problemOf = (n: number, d: number, seed: number): Problem =>
  sparseProblem({ n, d, sparsity: SPARSITY, law: "signs", seed });

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
