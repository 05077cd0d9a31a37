/** How hard a form is to read: the length of its print, what it is made of, and sums of unlike terms. */
import { type Expr, children, operationCount, print, rationals, splitCoefficient, splitPower } from "../expr/index.js";
import { elements } from "./points.js";

/** Prints longer than this are not made: sharing in the graph can hide exponential lengths. */
const LONGEST = 20_000;

const sizes = new WeakMap<Expr, number>();
/** The number of nodes with shared ones counted every time they occur. */
export function treeSize(e: Expr): number {
  let known = sizes.get(e);
  if (known === undefined) {
    known = children(e).reduce((total, child) => total + treeSize(child), 1);
    sizes.set(e, known);
  }
  return known;
}

/** What a sum of terms of unlike degrees in the parameters costs: u^2 - v^2 tells more than the equal u^2 - 1/u^2. */
const MIXED = 12;
/** What a fraction as a term of a sum costs: one fraction reads better than two. */
const FRACTION = 6;

const degrees = new WeakMap<Expr, number>();
/** Total degree in the parameters, functions of them counting as constants. */
function degree(e: Expr): number {
  let known = degrees.get(e);
  if (known === undefined) {
    if (e.kind === "element") known = e.tensor.role === "parameter" ? 1 : 0;
    else if (e.kind === "add") known = Math.max(...e.terms.map(degree));
    else if (e.kind === "mul") known = e.factors.reduce((total, factor) => total + degree(factor), 0);
    else
      known = e.kind === "pow" && e.exponent.kind === "num" ? rationals.toNumber(e.exponent.value) * degree(e.base) : 0;
    degrees.set(e, known);
  }
  return known;
}

/** How many degrees the sums of an expression mix, beyond one each; a sum in a mixed sum is no further surprise. */
function mixedDegrees(e: Expr): number {
  const inside = children(e).reduce((total, child) => total + mixedDegrees(child), 0);
  if (e.kind !== "add") return inside;
  const distinct = new Set(e.terms.map(degree));
  if (!rationals.isZeroQ(e.constant)) distinct.add(0);
  return Math.max(inside, distinct.size - 1);
}

/** How many terms of sums are fractions. */
function fractionalTerms(e: Expr): number {
  const inside = children(e).reduce((total, child) => total + fractionalTerms(child), 0);
  return e.kind === "add" ? inside + e.terms.filter(isQuotient).length : inside;
}

const isQuotient = (e: Expr): boolean =>
  splitCoefficient(e)[0].denominator !== 1n ||
  (e.kind === "mul" ? e.factors : [e]).some((factor) => {
    const [, exponent] = splitPower(factor);
    return exponent.kind === "num" && rationals.signQ(exponent.value) < 0;
  });

export function cost(e: Expr): number {
  const size = treeSize(e);
  if (size > LONGEST / 4) return 4 * size;
  return (
    print(e).length + elements(e).length + operationCount(e) + MIXED * mixedDegrees(e) + FRACTION * fractionalTerms(e)
  );
}
