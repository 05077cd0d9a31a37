/** The two networks: what they compute, where they start, and gradient descent on them. */
import { type Process, type ResidualModel } from "gen-sde/runtime";
import { create as createDiagonal } from "../../generated/diagonal-net.sde.js";
import { create as createSquare } from "../../generated/square-net.sde.js";
import type { Problem } from "./problem.js";

export interface Network {
  readonly model: ResidualModel;
  readonly truth: Float64Array;
  /** w of the parameters. */
  readonly weights: (x: Float64Array) => Float64Array;
  /** All parameters α. */
  readonly start: (alpha: number) => Float64Array;
}

/** w = u∘u − v∘v, L = (1/2n) Σ r². */
export function diagonalNetwork({ Z, y, truth }: Problem): Network {
  const d = truth.length;
  return {
    model: createDiagonal({ Z, y: { values: y, shape: [y.length] } }),
    truth,
    weights: (x) => truth.map((_, j) => x[j]! ** 2 - x[d + j]! ** 2),
    start: (alpha) => new Float64Array(2 * d).fill(alpha),
  };
}

/** w = v∘v, L = (1/n) Σ r². */
export function squareNetwork({ Z, y, truth }: Problem): Network {
  return {
    model: createSquare({ Z, y: { values: y, shape: [y.length] } }),
    truth,
    weights: (x) => truth.map((_, j) => x[j]! ** 2),
    start: (alpha) => new Float64Array(truth.length).fill(alpha),
  };
}

/** x ← x − η_k∇L(x), on the clock of its steps. */
export function gradientDescent(
  model: Pick<ResidualModel, "dimension" | "gradient">,
  rate: (k: number) => number,
): Process {
  const gradient = new Float64Array(model.dimension);
  return {
    dimension: model.dimension,
    timeAt: (k) => k,
    step(x, _path, k) {
      model.gradient(x, gradient);
      const eta = rate(k);
      for (let a = 0; a < x.length; a++) x[a]! -= eta * gradient[a]!;
    },
  };
}
