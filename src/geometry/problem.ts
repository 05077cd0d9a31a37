/** A flat model with its exact derivatives: what every later pass asks for, each computed once, on demand. */
import { ThirdDerivatives, gradient, symmetricJacobian } from "../calculus/index.js";
import type { Expr } from "../expr/index.js";
import type { FlatModel } from "../read/model.js";

export class Problem {
  readonly model: FlatModel;
  #gradient?: Expr[];
  #hessian?: Expr[][];
  #third?: ThirdDerivatives;

  constructor(model: FlatModel) {
    this.model = model;
  }

  get dimension(): number {
    return this.model.parameters.length;
  }
  /** dL/dx_a. */
  get gradient(): readonly Expr[] {
    return (this.#gradient ??= gradient(this.model.loss, this.model.parameters));
  }
  /** d²L/dx_a dx_b, symmetric entries shared. */
  get hessian(): readonly (readonly Expr[])[] {
    return (this.#hessian ??= symmetricJacobian(this.gradient, this.model.parameters));
  }
  /** d³L/dx_a dx_b dx_c, distinct entries only. */
  get third(): ThirdDerivatives {
    return (this.#third ??= new ThirdDerivatives(this.hessian, this.model.parameters));
  }
}
