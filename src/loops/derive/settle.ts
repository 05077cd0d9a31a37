/** Which parts of a derivation become arrays of their own. */
import { type Expr, mapChildren } from "../../expr/index.js";
import { contractor } from "./contract.js";
import { containsSum, isEarly } from "../dependence.js";
import type { Lets } from "../lets.js";
import type { Guess } from "../size-cost.js";

export interface Settler {
  /** Names every sum inside a nonlinear function: pre-activations and residuals, before differentiation. */
  readonly cut: (e: Expr) => Expr;
  /** Orders the contractions and names the sums that remain: adjoints and tangents, after differentiation. */
  readonly settle: (e: Expr) => Expr;
  readonly contract: (e: Expr) => Expr;
}

export function settler(lets: Lets, guess: Guess): Settler {
  const contract = contractor(guess);
  const nameIfSum = (e: Expr): Expr => (containsSum(e) && !isEarly(e) ? lets.name(e, contract) : e);

  const cutOnce = memoised((e, cut) => {
    const inside = mapChildren(e, cut);
    const known = inside.kind === "add" || inside.kind === "sum" ? lets.find(inside) : undefined;
    if (known) return known;
    switch (inside.kind) {
      case "call":
      case "piecewise":
      case "pow":
        return mapChildren(inside, nameIfSum);
      default:
        return inside;
    }
  });
  const nameSums = memoised((e, visit) => (e.kind === "sum" ? nameIfSum(e) : mapChildren(e, visit)));

  return {
    // Twice: what was named late may have stood early, as the argument of a layer that is skipped.
    cut: (e) => contract(cutOnce()(cutOnce()(e))),
    settle: (e) => nameSums()(contract(e)),
    contract,
  };
}

/** A recursive rewriting with a fresh memo table for each run. */
const memoised = (rewrite: (e: Expr, visit: (e: Expr) => Expr) => Expr) => (): ((e: Expr) => Expr) => {
  const memo = new Map<Expr, Expr>();
  const visit = (e: Expr): Expr => {
    let made = memo.get(e);
    if (made === undefined) {
      made = rewrite(e, visit);
      memo.set(e, made);
    }
    return made;
  };
  return visit;
};
