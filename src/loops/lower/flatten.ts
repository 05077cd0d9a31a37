/**
 * Names what a loop body must not compute itself: sums, function values and what depends on data alone. What is left is
 * arithmetic on entries of arrays.
 */
import { type Expr, type Rational, mapChildren, multiply, rationalNumber, rationals } from "../../expr/index.js";
import { isCostly, isEarly, isLeaf, isSmallPower } from "../dependence.js";
import type { Lets } from "../lets.js";

/** Flattens a value; `inside` keeps the outermost node, for the definition of that node itself. */
export interface Flattener {
  readonly flatten: (e: Expr) => Expr;
  readonly inside: (e: Expr) => Expr;
}

export function flattener(lets: Lets): Flattener {
  const memo = new Map<Expr, Expr>();
  const flatten = (e: Expr): Expr => {
    let made = memo.get(e);
    if (made === undefined) {
      // A position is no number of the model.
      made = isLeaf(e) || e.kind === "delta" ? e : needsArray(e) ? lets.name(e) : inside(e);
      memo.set(e, made);
    }
    return made;
  };
  const inside = (e: Expr): Expr => {
    const flat = isLeaf(e) ? e : mapChildren(e, flatten);
    return flat.kind === "mul" ? gatherConstants(flat) : flat;
  };

  /** c_j (2/n): the factors known at creation as one, in the array of one of them if there is one. */
  const gatherConstants = (e: Extract<Expr, { kind: "mul" }>): Expr => {
    if (isEarly(e)) return e;
    const scalars = e.factors.filter((factor) => isEarly(factor) && factor.free.length === 0);
    const arrays = e.factors.filter(
      (factor) => factor.kind === "element" && isMadeOfData(factor) && factor.free.length > 0,
    );
    const size = rationalNumber(magnitude(e.coefficient));
    const [array] = arrays;
    const gathered = array ? [size, ...scalars, array] : scalars.length > 0 ? [size, ...scalars] : [];
    const constant = multiply(...gathered);
    if (isLeaf(constant) || gathered.length === 0) return e;
    const sign = rationals.signQ(e.coefficient) < 0 ? -1n : 1n;
    const rest = e.factors.filter((factor) => !gathered.includes(factor));
    return multiply(rationalNumber(rationals.rational(sign)), lets.name(constant), ...rest);
  };
  const isMadeOfData = (e: Extract<Expr, { kind: "element" }>): boolean =>
    e.tensor.role === "data" && lets.definitionOf(e.tensor) !== undefined;

  return { flatten, inside };
}

/** Whether a value is worth an array (or a number computed at creation). */
function needsArray(e: Expr): boolean {
  if (e.kind === "sum") return true;
  if (isEarly(e)) return (e.free.length <= 1 && hasOperations(e)) || isCostly(e);
  return (e.kind === "call" || (e.kind === "pow" && !isSmallPower(e))) && e.free.length > 0;
}

/** A sign is no operation: it goes into a difference. */
const hasOperations = (e: Expr): boolean =>
  e.kind === "mul" ? e.factors.length > 1 || !rationals.isOneQ(magnitude(e.coefficient)) : e.kind !== "delta";

const magnitude = (q: Rational): Rational => (rationals.signQ(q) < 0 ? rationals.negQ(q) : q);
