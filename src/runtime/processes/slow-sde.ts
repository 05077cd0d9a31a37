import { checkInteger, checkPositive } from "../check.js";
import type { SlowSystem } from "../limits/slow-system.js";
import { symmetricEigen } from "../linear-algebra/index.js";
import { type Draw, draws, gaussian, summed } from "../random/index.js";
import type { Process } from "./process.js";

export interface SlowSdeOptions {
  /** Step of the slow time t. */
  readonly dt: number;
  /** Of the random numbers. */
  readonly seed: number;
  /**
   * The Brownian path is that of a run with the same seed and so many steps in each dt, default 1: runs with more
   * steps and correspondingly fewer substeps follow the same path.
   */
  readonly substeps?: number;
}

/**
 * Any limiting dynamics of the table as an SDE, by Euler–Maruyama steps and a retraction:
 * X ← Retr(X + √dt B ξ + dt b) with B the factor of the diffusion, or else its symmetric square root. What a state carries behind x (Adam's
 * v) moves by its drift. Weak order 1 in dt. Slow, as every step decomposes ∇²L; generated kernels with `limitingSde`
 * are the fast way.
 *
 * @throws RangeError for options out of range; a step throws what the coefficients and the retraction throw
 */
export function slowSde(system: SlowSystem, { dt, seed, substeps = 1 }: SlowSdeOptions): Process {
  checkPositive("dt", dt);
  checkInteger("seed", seed);
  const D = system.noisy;
  const drawing = (count: number): Draw => summed(draws(gaussian, seed, count), substeps);
  let draw = drawing(D);
  let channels = D;
  const increment = new Float64Array(D);
  const rootDt = Math.sqrt(dt);
  return {
    dimension: system.dimension,
    timeAt: (k) => k * dt,
    step(state, path, k) {
      const { drift, diffusion, factor } = system.coefficients(state);
      for (let a = 0; a < state.length; a++) state[a]! += dt * drift[a]!;
      if (factor) {
        if (factor.channels !== channels) draw = drawing((channels = factor.channels));
        factor.apply(draw(path, k), increment);
        for (let a = 0; a < D; a++) state[a]! += rootDt * increment[a]!;
      } else if (diffusion) addRootTimes(diffusion, D, draw(path, k), rootDt, state);
      system.retract?.(state);
    },
  };
}

/** x += factor·A^{1/2} ξ for a positive semi-definite A[D·D]; eigenvalues below zero are rounding. */
function addRootTimes(A: Float64Array, D: number, xi: Float64Array, factor: number, x: Float64Array): void {
  const { values, vectors } = symmetricEigen(A, D);
  for (let i = 0; i < D; i++) {
    let component = 0;
    for (let a = 0; a < D; a++) component += vectors[a * D + i]! * xi[a]!;
    const size = factor * Math.sqrt(Math.max(values[i]!, 0)) * component;
    for (let a = 0; a < D; a++) x[a]! += size * vectors[a * D + i]!;
  }
}
