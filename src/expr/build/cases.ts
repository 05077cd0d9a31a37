/** Expressions that depend on a comparison. */
import { type Expr, type Relation, intern } from "../node.js";
import { compare } from "../order.js";
import { ZERO, compareQ, isZeroQ } from "../rational.js";
import { num, one, rationalNumber, zero } from "./atoms.js";
import { negate, subtract } from "./sums.js";

/** Kronecker delta: decided at once when the difference is a number; δ(i + 2, j + 1) is δ(i + 1, j). */
export function delta(a: Expr, b: Expr): Expr {
  const difference = subtract(a, b);
  if (difference.kind === "num") return isZeroQ(difference.value) ? one : zero;
  const shifts = [a, b].map((e) => (e.kind === "add" ? e.constant : e.kind === "num" ? e.value : ZERO));
  const shared = rationalNumber(compareQ(shifts[0]!, shifts[1]!) < 0 ? shifts[0]! : shifts[1]!);
  const [left, right] = [subtract(a, shared), subtract(b, shared)];
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
