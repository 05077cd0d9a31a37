/** Which parts of a derivation become arrays of their own. */
import { type Expr, add, call, mapChildren, open, subtract, sum } from "../../expr/index.js";
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
  /**
   * log Σ exp(h) as m + log Σ exp(h - m) with the largest h as m: nothing overflows. The value does not depend on m, so
   * neither do its derivatives of any order, and m is a constant to them.
   */
  readonly shift: (e: Expr) => Expr;
}

export function settler(lets: Lets, guess: Guess): Settler {
  const contract = contractor(guess);
  const nameIfSum = (e: Expr): Expr => (containsSum(e) && !isEarly(e) ? lets.name(e, contract) : e);

  /** What was named late may have stood early, as the argument of a layer that is skipped: names it wherever it stands. */
  const withKnown = memoised((e, visit) => {
    const inside = mapChildren(e, visit);
    const known = inside.kind === "add" || inside.kind === "sum" ? lets.find(inside) : undefined;
    return known ?? inside;
  });
  const nameInside = (e: Expr): Expr => (containsSum(e) && !isEarly(e) ? nameIfSum(withKnown()(e)) : e);

  const cutOnce = memoised((e, cut) => {
    const inside = mapChildren(e, cut);
    const known = inside.kind === "add" || inside.kind === "sum" ? lets.find(inside) : undefined;
    if (known) return known;
    switch (inside.kind) {
      case "call":
      case "piecewise":
      case "pow":
        return mapChildren(inside, nameInside);
      default:
        return inside;
    }
  });
  const nameSums = memoised((e, visit) => (e.kind === "sum" ? nameIfSum(e) : mapChildren(e, visit)));

  const shiftOnce = memoised((e, shift) => {
    const inside = mapChildren(e, shift);
    const [exponentials] = inside.kind === "call" && inside.name === "log" ? inside.args : [];
    if (exponentials?.kind !== "sum") return inside;
    const [variable, body] = open(exponentials);
    const [exponent] = body.kind === "call" && body.name === "exp" ? body.args : [];
    if (exponent === undefined || isEarly(exponent)) return inside;
    const entries = exponent.kind === "element" ? exponent : lets.name(cut(exponent), contract);
    const largest = lets.largest(entries, variable);
    return add(largest, call("log", sum(variable, call("exp", subtract(entries, largest)))));
  });
  const cut = (e: Expr): Expr => contract(withKnown()(cutOnce()(e)));

  return {
    cut,
    shift: shiftOnce(),
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
