/** The derivatives of a problem as numbers, by accumulation along a tape: nothing is differentiated symbolically. */
import { type Direction, Jet, Tape } from "../calculus/index.js";
import {
  type Environment,
  type Expr,
  type Precise,
  PreciseNumber,
  evaluator,
  preciseEvaluator,
} from "../expr/index.js";
import type { CurvatureModel, ResidualDerivatives } from "../runtime/index.js";
import type { Problem } from "./problem.js";
import { residualDerivatives } from "./residual-derivatives.js";

export class NumericProblem {
  readonly problem: Problem;
  readonly data: ArrayLike<number>;
  /** The loss. */
  readonly tapeOfLoss: Tape;

  /** `data`: values of the problem's data elements, in flat order. */
  constructor(problem: Problem, data: ArrayLike<number> = []) {
    this.problem = problem;
    this.data = data;
    this.tapeOfLoss = this.tape([problem.model.loss]);
  }

  get dimension(): number {
    return this.problem.dimension;
  }

  /** A tape of expressions in the problem's parameters and data. */
  tape(es: readonly Expr[]): Tape {
    return new Tape(es, this.problem.model.parameters, this.problem.model.data);
  }

  /** An evaluator at x; expressions that share parts share their values. */
  at(x: ArrayLike<number>): (e: Expr) => number {
    const { parameters, data } = this.problem.model;
    const values = new Map<Expr, number>();
    parameters.forEach((p, i) => values.set(p, x[i]!));
    data.forEach((d, i) => values.set(d, this.data[i]!));
    const environment: Environment = { element: (e) => values.get(e) ?? NaN };
    return evaluator(environment);
  }
  vector(x: ArrayLike<number>, es: readonly Expr[]): Float64Array {
    return Float64Array.from(es, this.at(x));
  }

  /** The loss and its derivatives at x. */
  jet(x: ArrayLike<number>): Jet {
    return new Jet(this.tapeOfLoss, x, this.data);
  }
  loss(x: ArrayLike<number>): number {
    return this.jet(x).value();
  }
  gradient(x: ArrayLike<number>): Float64Array {
    return this.jet(x).gradient();
  }
  /** Expressions with 50 digits. */
  precisely(x: readonly Precise[], es: readonly Expr[]): Precise[] {
    const { parameters, data } = this.problem.model;
    const values = new Map<Expr, Precise>();
    parameters.forEach((p, i) => values.set(p, x[i]!));
    data.forEach((d, i) => values.set(d, new PreciseNumber(this.data[i]!)));
    return es.map(preciseEvaluator((e) => values.get(e)!));
  }
  /** Row-major D x D. */
  hessian(x: ArrayLike<number>): Float64Array {
    return this.jet(x).hessian();
  }
  /** Hessian and third derivatives at one fixed x: what the eigenvector route asks for, off Gamma too if told so. */
  curvatureAt(x: ArrayLike<number>, offGamma = false): CurvatureAt {
    return new CurvatureAt(this.jet(x), this.dimension, offGamma, () =>
      residualDerivatives(this.problem.model.loss, this, x),
    );
  }
}

/** The axes are pushed along the tape once; every T[S] is then one sweep for each row of S. */
class CurvatureAt implements CurvatureModel {
  readonly dimension: number;
  readonly largestTangent?: number;
  readonly residualDerivatives?: () => ResidualDerivatives | undefined;
  readonly #jet: Jet;
  readonly #axes: readonly Direction[];
  readonly #hessian: Float64Array;

  constructor(jet: Jet, dimension: number, offGamma: boolean, derivatives: () => ResidualDerivatives | undefined) {
    this.dimension = dimension;
    if (offGamma) this.largestTangent = Infinity;
    else this.residualDerivatives = derivatives;
    this.#jet = jet;
    this.#axes = Array.from({ length: dimension }, (_, a) => jet.along(axis(dimension, a)));
    this.#hessian = jet.hessian();
  }

  hessian(_: ArrayLike<number>, out: Float64Array): void {
    out.set(this.#hessian);
  }

  /** T[S] = sum_b T[e_b, S_b] with S_b the rows of the symmetric part of S. */
  thirdContraction(_: ArrayLike<number>, S: Float64Array, out: Float64Array): void {
    const D = this.dimension;
    out.fill(0);
    for (let b = 0; b < D; b++) {
      const row = Float64Array.from({ length: D }, (__, c) => (S[b * D + c]! + S[c * D + b]!) / 2);
      if (row.every((value) => value === 0)) continue;
      const contracted = this.#jet.third(this.#axes[b]!, this.#jet.along(row));
      for (let a = 0; a < D; a++) out[a]! += contracted[a]!;
    }
  }

  /** T as D x D x D numbers, from the sweeps for b >= c. */
  third(): number[][][] {
    const D = this.dimension;
    const all = Array.from({ length: D }, () => Array.from({ length: D }, () => new Array<number>(D).fill(0)));
    for (let b = 0; b < D; b++)
      for (let c = 0; c <= b; c++) {
        const column = this.#jet.third(this.#axes[b]!, this.#axes[c]!);
        // Each distinct entry a >= b >= c once, so that the array is symmetric to the last bit.
        for (let a = b; a < D; a++)
          for (const [i, j, k] of [
            [a, b, c],
            [a, c, b],
            [b, a, c],
            [b, c, a],
            [c, a, b],
            [c, b, a],
          ] as const)
            all[i]![j]![k] = column[a]!;
      }
    return all;
  }
}

const axis = (D: number, a: number): Float64Array => {
  const e = new Float64Array(D);
  e[a] = 1;
  return e;
};
