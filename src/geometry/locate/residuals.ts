/** The residuals of a loss that is a sum of squares or links, as numbers. */
import { Jet, Tape } from "../../calculus/index.js";
import { add, symbol } from "../../expr/index.js";
import type { NumericProblem } from "../numeric.js";
import { type Residual, residualsOf } from "../residuals.js";

export interface Equation {
  readonly value: number;
  readonly slope: Float64Array;
}

export class Residuals {
  readonly count: number;
  readonly #problem: NumericProblem;
  readonly #residuals: readonly Residual[];
  readonly #values: Tape;

  constructor(problem: NumericProblem, residuals: readonly Residual[]) {
    this.#problem = problem;
    this.#residuals = residuals;
    this.count = residuals.length;
    this.#values = problem.tape([
      ...residuals.map(({ value }) => value),
      ...residuals.map(({ convexity }) => convexity),
    ]);
  }

  /** The residuals and their gradients; undefined where x is not in the well of a term. */
  at(x: Float64Array): Equation[] | undefined {
    const jet = new Jet(this.#values, x, this.#problem.data);
    const indices = Array.from({ length: this.count }, (_, i) => i);
    if (!indices.every((i) => jet.value(this.count + i) > 0)) return undefined;
    return indices.map((i) => ({ value: jet.value(i), slope: jet.gradient(i) }));
  }

  multipliersAt(x: Float64Array): Float64Array {
    return this.#problem.vector(
      x,
      this.#residuals.map(({ multiplier }) => multiplier),
    );
  }

  /** In the parameters, then μ: ℓ(x, μ) with ∇_x ℓ = ∇L where every one of the constraints behind it is 0. */
  system(): Tape {
    const { parameters, data } = this.#problem.problem.model;
    const mu = this.#residuals.map((_, i) => symbol(`#multiplier${String(i)}`, "parameter"));
    const lagrangian = add(...this.#residuals.map((residual, i) => residual.lagrangian(mu[i]!)));
    const constraints = this.#residuals.map((residual, i) => residual.constraint(mu[i]!));
    return new Tape([lagrangian, ...constraints], [...parameters, ...mu], data);
  }
}

const known = new WeakMap<NumericProblem, { residuals: Residuals | undefined }>();

/** Undefined where the loss is no sum of squares or links. */
export function residualsIn(problem: NumericProblem): Residuals | undefined {
  let entry = known.get(problem);
  if (entry === undefined) {
    const residuals = residualsOf(problem.problem.model.loss);
    known.set(problem, (entry = { residuals: residuals && new Residuals(problem, residuals) }));
  }
  return entry.residuals;
}
