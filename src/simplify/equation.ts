/** The part of an equation e = 0 that says something: sinh(u v - 1) sqrt(1 + x^2) = 0 is u v - 1 = 0. */
import { type Expr, type FunctionName, num, subtract, zero } from "../expr/index.js";
import { agreeAt } from "./agree.js";
import type { Points } from "./points.js";

/** The only argument at which a function is 0. */
const ONLY_ZERO: Partial<Record<FunctionName, number>> = {
  expm1: 0,
  log: 1,
  log1p: 0,
  cbrt: 0,
  asin: 0,
  atan: 0,
  sinh: 0,
  tanh: 0,
  asinh: 0,
  atanh: 0,
  erf: 0,
};

/** An expression that vanishes on Γ as e does; `points` are points of Γ. */
export function plainEquation(e: Expr, points: Points): Expr {
  if (e.kind === "pow") return plainEquation(e.base, points);
  if (e.kind === "mul") {
    const vanishing = e.factors.find((factor) => agreeAt(factor, zero, points).kind === "agree");
    return vanishing ? plainEquation(vanishing, points) : e;
  }
  const root = e.kind === "call" ? ONLY_ZERO[e.name] : undefined;
  return e.kind === "call" && root !== undefined ? plainEquation(subtract(e.args[0]!, num(root)), points) : e;
}
