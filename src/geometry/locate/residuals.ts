/** The residuals of a loss that is a sum of squares or links, as numbers. */
import { Jet, Tape, gradient } from "../../calculus/index.js";
import { PreciseNumber, add, symbol } from "../../expr/index.js";
import type { NumericProblem } from "../numeric.js";
import { type Residual, residualsOf } from "../residuals.js";
import { extent, norm } from "./vectors.js";

export interface Equation {
  readonly value: number;
  readonly slope: Float64Array;
}

/** A slope like this asks for a second look. */
const FLAT = 1e-12;
/** A root this far off is none of the point's, relative to the size of x. */
const AWAY = 1e-6;

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

  /**
   * Whether some residual falls off towards 0 without a root, as sigmoid(x) - 1 far out: it is all but flat, and its root,
   * if it went on straight, would still be away from x.
   */
  fallsOff(x: Float64Array): boolean {
    const { parameters } = this.#problem.problem.model;
    const jet = new Jet(this.#values, x, this.#problem.data);
    const point = Array.from(x, (value) => new PreciseNumber(value));
    return this.#residuals.some(({ value }, i) => {
      if (!(norm(jet.gradient(i)) <= FLAT)) return false;
      const [r, ...slope] = this.#problem
        .precisely(point, [value, ...gradient(value, parameters)])
        .map((e) => e.toNumber());
      const steepness = norm(Float64Array.from(slope));
      return steepness > 0 && Math.abs(r!) > AWAY * extent(x) * steepness;
    });
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
