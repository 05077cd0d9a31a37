/** M = 1 needs no pivot: H = lambda v v^T gives lambda = tr H, P_perp = H / tr H, H^+ = H / (tr H)^2. */
import { matrices } from "../calculus/index.js";
import type { Matrix, Vector } from "../calculus/index.js";
import { type Expr, add, call, divide, multiply, num, power, subtract } from "../expr/index.js";
import type { NormalAlgebra } from "./normal-algebra.js";

const { apply, dot, mapMatrix, trace, transpose } = matrices;

export class RankOne implements NormalAlgebra {
  readonly rank = 1;
  readonly H: Matrix;
  readonly lambda: Expr;

  constructor(H: Matrix) {
    this.H = H;
    this.lambda = trace(H);
  }

  tangent(v: Vector): Expr[] {
    const image = apply(this.H, v);
    return v.map((value, a) => subtract(value, divide(image[a]!, this.lambda)));
  }
  pseudoInverse(v: Vector): Expr[] {
    return apply(this.H, v).map((value) => multiply(value, power(this.lambda, num(-2))));
  }
  logPseudoDeterminant(): Expr {
    return call("log", this.lambda);
  }
  lyapunovOfIdentity(): Matrix {
    return this.#times(multiply(num(1, 2), power(this.lambda, num(-2))));
  }
  lyapunovOfHessian(): Matrix {
    return this.#times(divide(num(1, 2), this.lambda));
  }
  /** (v^T Sigma v) / (2 lambda) v v^T = H tr(H Sigma) / (2 lambda^3). */
  lyapunovOf(sigma: Matrix): Matrix {
    const columns = transpose(sigma);
    const quadratic = columns.map((column) => dot(column, apply(this.H, column)));
    const total = add(...quadratic);
    return this.#times(multiply(num(1, 2), total, power(this.lambda, num(-3))));
  }
  get rootChannels(): number {
    return this.H.length;
  }
  /** H xi / sqrt(lambda), since H^2 = lambda H. */
  hessianRoot(xi: Vector): Expr[] {
    return apply(this.H, xi).map((value) => multiply(value, power(this.lambda, num(-1, 2))));
  }
  scaled(root: Vector): RankOne {
    return new RankOne(this.H.map((row, a) => row.map((entry, b) => multiply(root[a]!, root[b]!, entry))));
  }
  #times(factor: Expr): Matrix {
    return mapMatrix(this.H, (entry) => multiply(factor, entry));
  }
}
