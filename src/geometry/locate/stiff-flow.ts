/**
 * The limit of gradient flow for a sum of squares L = sum_i w_i r_i^2 / 2, or of links l_i(f_i), whose weights, or units,
 * differ by so much that the flow runs along a bending valley. With mu_i = w_i r_i, or l_i'(f_i), as unknowns of their own,
 *
 *   x' = -grad_x l,    l(x, mu) = sum_i mu_i r_i - mu_i^2 / (2 w_i)    and    0 = r_i - mu_i / w_i    for squares,
 *                      l(x, mu) = sum_i mu_i f_i                       and    0 = l_i'(f_i) - mu_i    for links,
 *
 * no large weight multiplies a small residual: as w_i grows, the residual's zero becomes a constraint and mu_i its
 * multiplier. The three-stage Radau IIA method keeps its order 5 in x up to that limit (index 2).
 *
 * Source: E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, IV.5 and VII.4.
 */
import { Jet, type Tape } from "../../calculus/index.js";
import type { NumericProblem } from "../numeric.js";
import { type Station, stationAt } from "./flow.js";
import { solveInPlace } from "./linear-solve.js";
import type { Residuals } from "./residuals.js";
import { isFiniteVector, plus, relativeLength } from "./vectors.js";

const S = Math.sqrt(6);
const STAGES = 3;
/** Butcher's matrix; the last stage is the end of the step. */
const A = [
  [(88 - 7 * S) / 360, (296 - 169 * S) / 1800, (-2 + 3 * S) / 225],
  [(296 + 169 * S) / 1800, (88 + 7 * S) / 360, (-2 - 3 * S) / 225],
  [(16 - S) / 36, (16 + S) / 36, 1 / 9],
] as const;
const ORDER = 5;

const MAX_ATTEMPTS = 1000;
/** Every step solves for three times as many unknowns at once, some ten times. */
const MOST_UNKNOWNS = 32;
const MAX_ITERATIONS = 10;
/** Newton steps this short are rounding; as short as `SHORT` they may no longer shrink. */
const ROUNDING = 1e-15;
const SHORT = 1e-12;

/** x, then mu. */
type State = Float64Array;

class Lagrangian {
  readonly #tape: Tape;
  readonly #dimension: number;
  readonly #data: ArrayLike<number>;

  constructor(tape: Tape, dimension: number, data: ArrayLike<number>) {
    this.#tape = tape;
    this.#dimension = dimension;
    this.#data = data;
  }

  /** The state after time h by one Radau step; undefined where Newton's iterations do not find it. */
  step(from: State, h: number): State | undefined {
    const n = from.length;
    const D = this.#dimension;
    const stages = Array.from({ length: STAGES }, () => from.slice());
    let last = Infinity;
    for (let count = 0; count < MAX_ITERATIONS; count++) {
      const update = this.#newton(from, stages, h);
      if (update === undefined) return undefined;
      stages.forEach((stage, i) => {
        for (let a = 0; a < n; a++) stage[a]! += update[i * n + a]!;
      });
      const length = Math.max(
        ...stages.map((stage, i) => relativeLength(update.subarray(i * n, i * n + D), stage.subarray(0, D))),
      );
      if (length <= ROUNDING || (length <= SHORT && length > last / 2)) return stages.at(-1);
      if (!(length <= 2 * last)) return undefined;
      last = length;
    }
    return undefined;
  }

  /** x_i + h sum_j A_ij grad_x l(j) = x and the constraints at i, linearised at the stages. */
  #newton(from: State, stages: readonly State[], h: number): Float64Array | undefined {
    const n = from.length;
    const D = this.#dimension;
    const N = STAGES * n;
    const matrix = new Float64Array(N * N);
    const right = new Float64Array(N);
    stages.forEach((stage, j) => {
      const jet = new Jet(this.#tape, stage, this.#data);
      const gradient = jet.gradient();
      const hessian = jet.hessian();
      const addRow = (row: number, value: number, slope: Float64Array, factor: number): void => {
        right[row]! -= factor * value;
        for (let b = 0; b < n; b++) matrix[row * N + j * n + b]! += factor * slope[b]!;
      };
      for (let i = D; i < n; i++) addRow(j * n + i, jet.value(i - D + 1), jet.gradient(i - D + 1), 1);
      for (let a = 0; a < D; a++) {
        const row = j * n + a;
        right[row]! -= stage[a]! - from[a]!;
        matrix[row * N + row]! += 1;
        const slope = hessian.subarray(a * n, (a + 1) * n);
        for (let i = 0; i < STAGES; i++) addRow(i * n + a, gradient[a]!, slope, h * A[i]![j]!);
      }
    });
    return solveInPlace(matrix, N, right) ? right : undefined;
  }
}

/** Follows the flow, every step once whole and once in halves, to the first station that `arrived` accepts; undefined where it gets no further. */
export function stiffFlow(
  problem: NumericProblem,
  residuals: Residuals,
  start: Float64Array,
  tolerance: number,
  arrived: (station: Station) => boolean,
): Station | undefined {
  const D = start.length;
  const first = stationAt(problem, start);
  const multipliers = residuals.multipliersAt(start);
  if (first === undefined || !isFiniteVector(multipliers) || D + multipliers.length > MOST_UNKNOWNS) return undefined;
  const lagrangian = new Lagrangian(residuals.system(), D, problem.data);
  let state: State = Float64Array.of(...start, ...multipliers);
  let h = 0.1 / Math.max(...first.frame.values.map(Math.abs));
  for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
    const whole = lagrangian.step(state, h);
    const half = whole && lagrangian.step(state, h / 2);
    const halves = half && lagrangian.step(half, h / 2);
    if (halves === undefined) {
      h /= 4;
      continue;
    }
    const x = halves.slice(0, D);
    // Richardson's estimate is a 31st of this: what is to spare pays for the errors of all steps together.
    const error = relativeLength(plus(x, whole!.subarray(0, D), -1), x);
    const factor = 0.9 * (tolerance / Math.max(error, 1e-300)) ** (1 / (ORDER + 1));
    h *= Math.min(8, Math.max(0.1, factor));
    if (!(error <= tolerance)) continue;
    state = halves;
    const station = stationAt(problem, x);
    if (station === undefined) return undefined;
    if (arrived(station)) return station;
  }
  return undefined;
}
