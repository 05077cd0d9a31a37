/** Stage coefficients a_ij of the Dormand–Prince 5(4) pair; the last row is also the fifth-order weights. */
const STAGES = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
] as const satisfies readonly (readonly number[])[];

/** Fifth-order minus fourth-order weights: the error estimate. */
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40] as const;

/**
 * One-step integrator of x' = f(x), Dormand–Prince 5(4). `slopes[0]` is f at the current point and must be set before
 * the first `attempt`; an accepted step leaves the slope of the new point there (first same as last).
 *
 * Source: J. R. Dormand, P. J. Prince, J. Comput. Appl. Math. 6 (1980); Hairer, Nørsett, Wanner, Solving ODEs I, II.5.
 */
export class DormandPrince {
  readonly slopes: Float64Array[];
  readonly #field: (x: Float64Array, out: Float64Array) => void;
  readonly #dimension: number;

  constructor(field: (x: Float64Array, out: Float64Array) => void, dimension: number) {
    this.#field = field;
    this.#dimension = dimension;
    this.slopes = Array.from({ length: 7 }, () => new Float64Array(dimension));
  }

  /**
   * next[D] = the point one step of length h after x.
   *
   * @returns the root mean square over coordinates of (estimated error) / (atol + rtol·|x|): at most 1 is acceptable
   */
  attempt(x: Float64Array, h: number, rtol: number, atol: number, next: Float64Array): number {
    STAGES.forEach((row, stage) => {
      for (let a = 0; a < this.#dimension; a++) next[a] = x[a]! + h * this.#combine(row, a);
      this.#field(next, this.slopes[stage + 1]!);
    });
    let sum = 0;
    for (let a = 0; a < this.#dimension; a++) {
      const scale = atol + rtol * Math.max(Math.abs(x[a]!), Math.abs(next[a]!));
      sum += ((h * this.#combine(ERROR, a)) / scale) ** 2;
    }
    return Math.sqrt(sum / this.#dimension);
  }

  accept(): void {
    [this.slopes[0], this.slopes[6]] = [this.slopes[6]!, this.slopes[0]!];
  }

  #combine(weights: readonly number[], a: number): number {
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * this.slopes[i]![a]!;
    return sum;
  }
}

/**
 * By what to multiply a step length after an attempt with that error: the error is of order h⁵, and one that is not
 * finite shrinks the step as far as one change may.
 */
export const stepFactor = (error: number): number =>
  Number.isFinite(error) ? Math.min(5, Math.max(0.2, 0.9 * error ** -0.2)) : 0.2;
