/** What both ways of evaluating the drift give. */
import type { Vector } from "../calculus/index.js";
import { type Expr, multiply, num } from "../expr/index.js";

/** The drift's three terms as derived; each a vector of length D. */
export interface DriftTerms {
  readonly compensation: Vector;
  readonly mixed: Vector;
  readonly normal: Vector;
}

/** -e/2 for every entry. */
export const minusHalf = (v: Vector): Expr[] => v.map((e) => multiply(num(-1, 2), e));
