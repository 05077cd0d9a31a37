/** The derivatives of a problem as numbers: the loss, gradient, Hessian and third derivatives at a point. */
import { type Environment, type Expr, evaluator } from "../expr/index.js";
import type { Problem } from "./problem.js";

export class NumericProblem {
  readonly problem: Problem;
  readonly data: ArrayLike<number>;

  /** `data`: values of the problem's data elements, in flat order. */
  constructor(problem: Problem, data: ArrayLike<number> = []) {
    this.problem = problem;
    this.data = data;
  }

  get dimension(): number {
    return this.problem.dimension;
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

  loss(x: ArrayLike<number>): number {
    return this.at(x)(this.problem.model.loss);
  }
  vector(x: ArrayLike<number>, es: readonly Expr[]): Float64Array {
    return Float64Array.from(es, this.at(x));
  }
  gradient(x: ArrayLike<number>): Float64Array {
    return this.vector(x, this.problem.gradient);
  }
  /** Row-major D x D. */
  hessian(x: ArrayLike<number>): Float64Array {
    return this.vector(x, this.problem.hessian.flat());
  }
  /** T[S]_a = sum_bc T_abc S_bc for a row-major D x D array S. */
  thirdContraction(x: ArrayLike<number>, S: ArrayLike<number>): Float64Array {
    const [D, value] = [this.dimension, this.at(x)];
    const symmetric = (b: number, c: number): number => (S[b * D + c]! + S[c * D + b]!) / (b === c ? 2 : 1);
    const out = new Float64Array(D);
    for (const [a, b, c, entry] of this.problem.third.distinct()) {
      const T = value(entry);
      out[a]! += T * symmetric(b, c);
      if (b !== a) out[b]! += T * symmetric(a, c);
      if (c !== b) out[c]! += T * symmetric(a, b);
    }
    return out;
  }
}
