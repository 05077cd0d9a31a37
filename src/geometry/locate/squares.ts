/** The residuals of a loss that is a sum of squares or links, as numbers. */
import { Jet, type Tape } from "../../calculus/index.js";
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

  constructor(problem: NumericProblem, residuals: readonly WeightedResidual[]) {
    this.#problem = problem;
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
}

/** How near to 0 a residual has to be to be the one of a link with several minima. */
const NEAR = 1e-3;

const known = new WeakMap<NumericProblem, { squares: Squares | undefined }>();

/** The squares that the loss is a sum of, or the links near x. */
export function squaresNear(problem: NumericProblem, x: Float64Array): Squares | undefined {
  const { loss } = problem.problem.model;
  let entry = known.get(problem);
  if (entry === undefined) {
    const squares = sumOfSquares(loss);
    known.set(problem, (entry = { squares: squares && new Squares(problem, squares) }));
  }
  if (entry.squares) return entry.squares;
  const value = problem.at(x);
  const links = sumOfLinks(loss, (e) => Math.abs(value(e)) < NEAR);
  return links && new Squares(problem, links);
}
