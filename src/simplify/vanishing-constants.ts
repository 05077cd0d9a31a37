/** Sums of constants that are zero without showing it: cos(2π/5) + cos(4π/5) + cos(6π/5) + cos(8π/5) + 1 = 0. */
import { type Expr, type Kind, children, evaluatePrecisely, mapChildren, zero } from "../expr/index.js";

/** With 50 digits carried, a smaller value is the rounding error of an exact zero. */
const ZERO_BELOW = "1e-45";

const known = new WeakMap<Expr, Expr>();

/** e with such sums replaced by 0. */
export function withoutVanishingConstants(e: Expr): Expr {
  let result = known.get(e);
  if (result === undefined) {
    result = e.kind === "add" && isConstant(e) && vanishes(e) ? zero : mapChildren(e, withoutVanishingConstants);
    known.set(e, result);
  }
  return result;
}

const VARIABLE: ReadonlySet<Kind> = new Set(["element", "size", "index", "sum", "delta"] as const);
const isConstant = (e: Expr): boolean => !VARIABLE.has(e.kind) && children(e).every(isConstant);

const vanishes = (e: Expr): boolean => evaluatePrecisely(e, unreachable).abs().lt(ZERO_BELOW);
const unreachable = (): never => {
  throw new Error("internal: a constant reads an element");
};
