/** Derivatives as difference quotients with 50 digits: an oracle that knows no rule of calculus. */
import { type Element, type Expr, type Precise, PreciseNumber, evaluatePrecisely } from "../../src/expr/index.js";

export type Point = ReadonlyMap<Element, number>;

/** Weights of f(x + k h v), k = 1, 2, 3, odd in k: errors of order h^6 and h^4. */
const STENCILS = {
  1: { weights: ["3/4", "-3/20", "1/60"], step: "1e-7" },
  3: { weights: ["-13/8", "1", "-1/8"], step: "1e-6" },
} as const;

const fraction = (text: string): Precise => {
  const [above, below = "1"] = text.split("/");
  return new PreciseNumber(above!).div(below);
};

/** e at the point x + t v. */
export function preciseValue(e: Expr, point: Point, direction: Point = new Map(), t: Precise | number = 0): Precise {
  return evaluatePrecisely(e, (p) => new PreciseNumber(direction.get(p) ?? 0).times(t).plus(point.get(p)!));
}

/** d^order/dt^order e(x + t v) at t = 0, to about 30 digits. */
export function difference(order: 1 | 3, e: Expr, point: Point, direction: Point): Precise {
  const { weights, step } = STENCILS[order];
  return weights
    .map((weight, k) => {
      const t = new PreciseNumber(step).times(k + 1);
      const [ahead, behind] = [preciseValue(e, point, direction, t), preciseValue(e, point, direction, t.neg())];
      return ahead.minus(behind).times(fraction(weight));
    })
    .reduce((total, term) => total.plus(term))
    .div(new PreciseNumber(step).pow(order));
}

/** |a - b| relative to the larger of them and 1. */
export const relativeError = (a: Precise, b: Precise): number =>
  a
    .minus(b)
    .abs()
    .div(PreciseNumber.max(a.abs(), b.abs(), 1))
    .toNumber();
