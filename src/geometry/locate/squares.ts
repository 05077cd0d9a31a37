/** The residuals of a loss that is a sum of squares or links, as numbers. */
import { Jet, Tape } from "../../calculus/index.js";
import { add, divide, multiply, power, subtract, symbol, two } from "../../expr/index.js";
import { sumOfLinks } from "../links.js";
import type { NumericProblem } from "../numeric.js";
import { type WeightedResidual, sumOfSquares } from "../recognise.js";

export interface Equation {
  readonly value: number;
  readonly slope: Float64Array;
}

export class Squares {
  readonly #problem: NumericProblem;
  readonly #tape: Tape;
  readonly #count: number;
  readonly #residuals: readonly WeightedResidual[];

  constructor(problem: NumericProblem, residuals: readonly WeightedResidual[]) {
    this.#problem = problem;
    this.#residuals = residuals;
    this.#count = residuals.length;
    this.#tape = problem.tape([...residuals.map(({ residual }) => residual), ...residuals.map(({ weight }) => weight)]);
  }

  /** Residuals and their gradients; undefined where a weight is not positive. */
  at(x: Float64Array): Equation[] | undefined {
    const jet = new Jet(this.#tape, x, this.#problem.data);
    const indices = Array.from({ length: this.#count }, (_, i) => i);
    if (!indices.every((i) => jet.value(this.#count + i) > 0)) return undefined;
    return indices.map((i) => ({ value: jet.value(i), slope: jet.gradient(i) }));
  }

  /** w_i r_i at x; undefined where a weight is not positive. */
  multipliersAt(x: Float64Array): Float64Array | undefined {
    const jet = new Jet(this.#tape, x, this.#problem.data);
    const weights = this.#residuals.map((_, i) => jet.value(this.#count + i));
    return weights.every((w) => w > 0) ? Float64Array.from(weights, (w, i) => w * jet.value(i)) : undefined;
  }

  /** sum_i mu_i r_i - mu_i^2 / (2 w_i) in the parameters, then mu. */
  lagrangian(): Tape {
    const { parameters, data } = this.#problem.problem.model;
    const multipliers = this.#residuals.map((_, i) => symbol(`#multiplier${String(i)}`, "parameter"));
    const terms = this.#residuals.map(({ residual, weight }, i) =>
      subtract(multiply(multipliers[i]!, residual), divide(power(multipliers[i]!, two), multiply(two, weight))),
    );
    return new Tape([add(...terms)], [...parameters, ...multipliers], data);
  }
}

/** How near to 0 a residual has to be to be the one of a link with several minima. */
const NEAR = 1e-3;

const known = new WeakMap<NumericProblem, { squares: Squares | undefined }>();

/** The squares that the loss is a sum of everywhere. */
export function squaresOf(problem: NumericProblem): Squares | undefined {
  let entry = known.get(problem);
  if (entry === undefined) {
    const squares = sumOfSquares(problem.problem.model.loss);
    known.set(problem, (entry = { squares: squares && new Squares(problem, squares) }));
  }
  return entry.squares;
}

/** The squares that the loss is a sum of, or the links near x. */
export function squaresNear(problem: NumericProblem, x: Float64Array): Squares | undefined {
  const squares = squaresOf(problem);
  if (squares) return squares;
  const value = problem.at(x);
  const links = sumOfLinks(problem.problem.model.loss, (e) => Math.abs(value(e)) < NEAR);
  return links && new Squares(problem, links);
}
