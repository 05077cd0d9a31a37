/** What loops are derived from: a loss in index notation with named sizes, and the arrays that it depends on. */
import type { Expr, Tensor } from "../expr/index.js";

export interface LoopProblem {
  readonly parameters: readonly Tensor[];
  readonly data: readonly Tensor[];
  readonly loss: Expr;
}
