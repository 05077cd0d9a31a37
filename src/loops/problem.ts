/** What loops are derived from: a loss in index notation with named sizes, and the arrays that it depends on. */
import type { Expr, IndexVariable, Tensor } from "../expr/index.js";

export interface LoopProblem {
  readonly parameters: readonly Tensor[];
  readonly data: readonly Tensor[];
  readonly loss: Expr;
  /** The data array that label noise perturbs; inferred when there is one choice. */
  readonly labels?: string;
  readonly noise?: LoopNoise;
}

/** σ(x)ξ: for each entry of a parameter an expression linear in the elements of the arrays `xi`. */
export interface LoopNoise {
  readonly xi: readonly Tensor[];
  component(parameter: Tensor, at: readonly IndexVariable[]): Expr;
}
