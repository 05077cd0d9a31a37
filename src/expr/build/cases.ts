/** Expressions that depend on a comparison. */
import { type Expr, type Relation, intern } from "../node.js";
import { compare } from "../order.js";
import { ZERO, compareQ, isZeroQ, signQ } from "../rational.js";
import { num, one, rationalNumber, zero } from "./atoms.js";
import { add, negate, splitCoefficient, subtract } from "./sums.js";

/**
 * Kronecker delta, decided at once when the difference is a number. Each term stands on the side where it is positive:
 * δ(i + 2, j + 1) is δ(i + 1, j), and δ(n - 1 - i, n - 1 - j) is δ(i, j).
 */
export function delta(a: Expr, b: Expr): Expr {
  const difference = subtract(a, b);
  if (difference.kind === "num") return isZeroQ(difference.value) ? one : zero;
  const terms = difference.kind === "add" ? [rationalNumber(difference.constant), ...difference.terms] : [difference];
  const side = (sign: 1 | -1): Expr => {
    const own = terms.filter((term) => signQ(splitCoefficient(term)[0]) === sign);
    return add(...own.map((term) => (sign > 0 ? term : negate(term))));
  };
  const [left, right] = [side(1), side(-1)];
  return compare(left, right) <= 0
    ? intern({ kind: "delta", left, right })
    : intern({ kind: "delta", left: right, right: left });
}

const HOLDS: Record<Relation, (order: number) => boolean> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  "==": (order) => order === 0,
};

export function piecewise(relation: Relation, left: Expr, right: Expr, then: Expr, otherwise: Expr): Expr {
  if (then === otherwise) return then;
  const difference = subtract(left, right);
  if (difference.kind === "num") return HOLDS[relation](compareQ(difference.value, ZERO)) ? then : otherwise;
  return intern({ kind: "piecewise", relation, left, right, then, otherwise });
}

/** |x|, max, min, sign as piecewise expressions. */
export const abs = (x: Expr): Expr => piecewise("<", x, zero, negate(x), x);
export const maximum = (a: Expr, b: Expr): Expr => piecewise("<", a, b, b, a);
export const minimum = (a: Expr, b: Expr): Expr => piecewise("<", a, b, a, b);
export const sign = (x: Expr): Expr => piecewise("<", x, zero, num(-1), piecewise("==", x, zero, zero, one));
