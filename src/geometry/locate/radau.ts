/**
 * Steps of the three-stage Radau IIA method for x' = -grad_x l(x, mu), 0 = c(x, mu): of order 5 in x however stiff l is, and
 * where c has index 2.
 *
 * Source: E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, IV.5 and VII.4.
 */
import { Jet, type Tape } from "../../calculus/index.js";
import { solveInPlace } from "./linear-solve.js";
import { relativeLength } from "./vectors.js";

const S = Math.sqrt(6);
const STAGES = 3;
/** Butcher's matrix; the last stage is the end of the step. */
const A = [
  [(88 - 7 * S) / 360, (296 - 169 * S) / 1800, (-2 + 3 * S) / 225],
  [(296 + 169 * S) / 1800, (88 + 7 * S) / 360, (-2 - 3 * S) / 225],
  [(16 - S) / 36, (16 + S) / 36, 1 / 9],
] as const;
export const ORDER = 5;

const MAX_ITERATIONS = 10;
/** Newton steps this short are rounding; as short as `SHORT` they may no longer shrink. */
const ROUNDING = 1e-15;
const SHORT = 1e-12;

/** x, then mu. */
export type State = Float64Array;

export class Radau {
  readonly #system: Tape;
  readonly #dimension: number;
  readonly #data: ArrayLike<number>;

  /** @param system l, then c, of x, `dimension` numbers, and mu, as many as c has */
  constructor(system: Tape, dimension: number, data: ArrayLike<number>) {
    this.#system = system;
    this.#dimension = dimension;
    this.#data = data;
  }

  /** The state after time h; undefined where Newton's iterations do not find it to `noise`, relative to x. */
  step(from: State, h: number, noise: number): State | undefined {
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
      if (length <= ROUNDING || (length <= SHORT + noise && length > last / 2)) return stages.at(-1);
      if (!(length <= 2 * last)) return undefined;
      last = length;
    }
    return undefined;
  }

  /** x_i + h sum_j A_ij grad_x l(j) = x and c(i) = 0, linearised at the stages. */
  #newton(from: State, stages: readonly State[], h: number): Float64Array | undefined {
    const n = from.length;
    const D = this.#dimension;
    const N = STAGES * n;
    const matrix = new Float64Array(N * N);
    const right = new Float64Array(N);
    stages.forEach((stage, j) => {
      const jet = new Jet(this.#system, stage, this.#data);
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
