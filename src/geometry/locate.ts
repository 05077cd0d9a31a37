/**
 * Points of Gamma: local minimizers of L, found by a damped Newton method on |H| (saddle-free) from the given starts,
 * then polished by Newton steps on the M-dimensional normal space.
 */
import { symmetricEigen } from "../runtime/linear-algebra/index.js";
import type { NumericProblem } from "./numeric.js";

export interface Minimizer {
  readonly x: Float64Array;
  readonly loss: number;
  /** Number of non-zero Hessian eigenvalues. */
  readonly rank: number;
  /** Hessian eigenvalues, largest first. */
  readonly eigenvalues: Float64Array;
}

export type LocateFailure = "diverged" | "not converged" | "no spectrum gap" | "degenerate" | "saddle";

const MAX_ITERATIONS = 300;
/** lambda_{M+1} / lambda_M below this counts as a gap, lambda_M / lambda_1 above this as a non-zero eigenvalue. */
const GAP = 1e-6;

/** The gap that a start near Gamma shows already, and how far, relative to its size, it may be from it. */
const NEAR = 0.05;
const FARTHEST = 0.1;
/** The largest eigenvalue on Gamma is at least this part of the one at a start near it. */
const FLATTENED = 1e-3;

const norm = (v: ArrayLike<number>): number => Math.hypot(...Array.from(v));

/** sum_i v_i (v_i . g) / weight(lambda_i). */
function spectralApply(vectors: Float64Array, g: Float64Array, weight: (i: number) => number): Float64Array {
  const D = g.length;
  const out = new Float64Array(D);
  for (let i = 0; i < D; i++) {
    let projection = 0;
    for (let a = 0; a < D; a++) projection += vectors[a * D + i]! * g[a]!;
    const step = projection * weight(i);
    for (let a = 0; a < D; a++) out[a]! += step * vectors[a * D + i]!;
  }
  return out;
}

/** A Hessian that shrinks by this factor on the way to the minimizer vanishes there: x^4 has no normal space. */
const VANISHING = 1e-8;

/** Minimizes from x by damped Newton steps until the gradient is small. */
function descend(problem: NumericProblem, start: ArrayLike<number>): Float64Array | LocateFailure {
  let largest = 0;
  let x = Float64Array.from(start);
  let loss = problem.loss(x);
  let damping = 1e-3;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const g = problem.gradient(x);
    const { values, vectors } = symmetricEigen(problem.hessian(x), x.length);
    const scale = Math.max(...values.map(Math.abs));
    if (!Number.isFinite(loss) || norm(x) > 1e6) return "diverged";
    largest = Math.max(largest, scale);
    if (scale < VANISHING * largest) return "degenerate";
    if (norm(g) <= 1e-9 * scale) return x;
    let accepted = false;
    for (let attempt = 0; attempt < 40 && !accepted; attempt++) {
      const step = spectralApply(vectors, g, (i) => 1 / (Math.abs(values[i]!) + damping * scale));
      const candidate = x.map((value, a) => value - step[a]!);
      const next = problem.loss(candidate);
      accepted = next < loss || (next <= loss && norm(problem.gradient(candidate)) < norm(g));
      if (accepted) [x, loss, damping] = [candidate, next, damping / 5];
      else damping = Math.max(damping, 1e-12) * 4;
    }
    if (!accepted) return norm(g) <= 1e-6 * scale ? x : "not converged";
  }
  return "not converged";
}

/** Eigenvalues below this part of the largest are rounding. */
const ROUNDING = 1e-14;

/** The number of leading eigenvalues before the widest gap that is at least this wide; 0 when there is none. */
function rankByGap(values: ArrayLike<number>, gap: number): number {
  const largest = values[0]!;
  if (!(largest > 0)) return 0;
  let [rank, widest] = [0, gap];
  for (let M = 1; M <= values.length && values[M - 1]! > 1e-10 * largest; M++) {
    const next = Math.max(M === values.length ? 0 : Math.abs(values[M]!), ROUNDING * largest);
    const ratio = next / values[M - 1]!;
    if (ratio < widest) [rank, widest] = [M, ratio];
  }
  return rank;
}

/** Newton steps x - H_M^+ grad L on the normal space, until the gradient no longer falls. */
function polish(problem: NumericProblem, start: Float64Array, rank: number): Float64Array {
  let x = start;
  let g = problem.gradient(x);
  for (let iteration = 0; iteration < 20; iteration++) {
    const { values, vectors } = symmetricEigen(problem.hessian(x), x.length);
    const step = spectralApply(vectors, g, (i) => (i < rank ? 1 / values[i]! : 0));
    const candidate = x.map((value, a) => value - step[a]!);
    const next = problem.gradient(candidate);
    if (!(norm(next) < norm(g))) return x;
    [x, g] = [candidate, next];
  }
  return x;
}

/** A clear rank of the Hessian at x, when x is a minimizer. */
function minimizerAt(problem: NumericProblem, x: Float64Array): Minimizer | LocateFailure {
  const { values } = symmetricEigen(problem.hessian(x), x.length);
  const rank = rankByGap(values, GAP);
  if (rank === 0) return "no spectrum gap";
  if (values[values.length - 1]! < -1e-6 * values[0]!) return "saddle";
  return { x, loss: problem.loss(x), rank, eigenvalues: values };
}

/**
 * From a start near Gamma the normal Newton steps alone, which move along Gamma to second order only: the point that is
 * meant. Undefined when the start is too far for them.
 */
function project(problem: NumericProblem, start: Float64Array): Minimizer | undefined {
  const { values } = symmetricEigen(problem.hessian(start), start.length);
  const rank = rankByGap(values, NEAR);
  if (rank === 0) return undefined;
  const x = polish(problem, start, rank);
  const moved = norm(x.map((value, a) => value - start[a]!));
  if (!(moved <= FARTHEST * (1 + norm(start))) || !(norm(problem.gradient(x)) <= 1e-9 * values[0]!)) return undefined;
  const reached = minimizerAt(problem, x);
  if (typeof reached === "string" || reached.rank !== rank) return undefined;
  // Newton steps that flatten the Hessian as they go lead to a degenerate minimum: not for us to judge from nearby.
  return reached.eigenvalues[0]! < FLATTENED * values[0]! ? undefined : reached;
}

/** The minimizer reached from a start, with the rank of its Hessian. */
export function locate(problem: NumericProblem, start: ArrayLike<number>): Minimizer | LocateFailure {
  const projected = project(problem, Float64Array.from(start));
  if (projected) return projected;
  const reached = descend(problem, start);
  if (typeof reached === "string") return reached;
  // The gap is blurred by the remaining distance to Gamma: a rough one first, the strict one after polishing.
  const rough = rankByGap(symmetricEigen(problem.hessian(reached), reached.length).values, 1e-3);
  const x = rough === 0 ? reached : polish(problem, reached, rough);
  const found = minimizerAt(problem, x);
  return typeof found === "string" || found.rank === rough
    ? found
    : minimizerAt(problem, polish(problem, x, found.rank));
}
