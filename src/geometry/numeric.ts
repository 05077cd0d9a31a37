/** The derivatives of a problem as numbers: the loss, gradient, Hessian and third derivatives at a point. */
import { type Environment, type Expr, evaluator } from "../expr/index.js";
import type { CurvatureModel } from "../runtime/index.js";
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
  /** Hessian and third derivatives at x as fixed numbers: what the eigenvector route asks for, each evaluated once. */
  curvatureAt(x: ArrayLike<number>): CurvatureModel {
    const value = this.at(x);
    const H = this.hessian(x);
    const third = [...this.problem.third.distinct()].map(([a, b, c, entry]) => [a, b, c, value(entry)] as const);
    const D = this.dimension;
    return {
      dimension: D,
      hessian: (_, out) => {
        out.set(H);
      },
      thirdContraction: (_, S, out) => {
        const symmetric = (b: number, c: number): number => (S[b * D + c]! + S[c * D + b]!) / (b === c ? 2 : 1);
        out.fill(0);
        for (const [a, b, c, T] of third) {
          out[a]! += T * symmetric(b, c);
          if (b !== a) out[b]! += T * symmetric(a, c);
          if (c !== b) out[c]! += T * symmetric(a, b);
        }
      },
    };
  }
}
