import type { Process } from "./process.js";
import {
  type GradientNoiseOptions,
  type NoisyModel,
  stochasticGradient,
  stochasticGradients,
} from "./stochastic-gradient.js";

/**
 * Moves a state (x, …) from step k to step k + 1 by the stochastic gradient g at x, entry by entry: entry i of each of
 * its vectors by entry i of the others and of g. They have D entries, or D rows of one entry for each path.
 */
export type Move = (state: Float64Array, g: Float64Array, k: number) => void;

/**
 * The steps of an algorithm that sees nothing but the stochastic gradient, one a step. Its state is x and `memory`
 * vectors more of length D.
 *
 * @throws RangeError for options of the noise out of range
 */
export function gradientSteps(
  model: NoisyModel,
  noise: GradientNoiseOptions,
  memory: number,
  move: Move,
): Pick<Process, "dimension" | "step" | "batch"> {
  const D = model.dimension;
  const stochastic = stochasticGradient(model, noise);
  const at = new Float64Array(D);
  const gradient = new Float64Array(D);
  return {
    dimension: (1 + memory) * D,
    step(state, path, k) {
      if (memory === 0) stochastic(state, path, k, gradient);
      else {
        for (let a = 0; a < D; a++) at[a] = state[a]!;
        stochastic(at, path, k, gradient);
      }
      move(state, gradient, k);
    },
    batch(paths) {
      const gradients = stochasticGradients(model, noise, paths);
      if (gradients === undefined) return undefined;
      const { x, out } = gradients;
      const states = memory === 0 ? x : new Float64Array((1 + memory) * x.length);
      const front = states.subarray(0, x.length);
      return {
        states,
        exact: gradients.exact,
        step(first, k) {
          if (memory > 0) x.set(front);
          gradients.run(first, k);
          move(states, out, k);
          return true;
        },
      };
    },
  };
}
