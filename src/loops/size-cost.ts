/** Operation counts as polynomials in the named sizes, and the guess of the sizes that choices are made with. */
import { type Expr, type IndexVariable, type Size, evaluator, multiply, size } from "../expr/index.js";

/** A typical value of a named size. */
export type Guess = (name: string) => number;

/** Many samples, more features: no choice between equal costs hangs on a tie. */
export const TYPICAL: Guess = () => 100;

export const count = (sizes: readonly Size[]): Expr => multiply(...sizes.map(size));
export const rangeOf = (indices: readonly IndexVariable[]): Expr => count(indices.map(({ size }) => size));

/** The value of a polynomial in the sizes. */
export const estimate = (polynomial: Expr, guess: Guess): number =>
  evaluator({
    element: () => {
      throw new Error("internal: an operation count depends on sizes alone");
    },
    size: guess,
  })(polynomial);
