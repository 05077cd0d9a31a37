/** nerdamer's proposals, where they can help at what they cost: it factors polynomials in one unknown; it takes 50 ms and more for others. */
import { type Expr, children, holdsForPart } from "../expr/index.js";
import { propose } from "../nerdamer/index.js";
import { treeSize } from "./cost.js";
import { type Fraction, denominatorOf } from "./fraction.js";
import { totalDegree } from "./monomial.js";
import { elements } from "./points.js";
import type { Polynomial } from "./polynomial.js";

const LARGEST = 60;
/**
 * nerdamer cannot be interrupted, and searches for factors among the divisors of the polynomial's value at 10: their
 * number, and the length of the numbers, are bounded by degree and coefficients.
 */
const HIGHEST_DEGREE = 8;
const LARGEST_COEFFICIENT = 10n ** 6n;

/** For e = f. */
export const consult = (e: Expr, f: Fraction): (Expr | undefined)[] =>
  isCandidate(e) && isModest(f.numerator) && isModest(denominatorOf(f))
    ? [propose("factor", e), propose("simplify", e)]
    : [undefined, undefined];

const isModest = (p: Polynomial): boolean =>
  p.every(
    ({ monomial, coefficient }) =>
      totalDegree(monomial) <= HIGHEST_DEGREE &&
      coefficient <= LARGEST_COEFFICIENT &&
      coefficient >= -LARGEST_COEFFICIENT,
  );

const isCandidate = (e: Expr): boolean =>
  treeSize(e) <= LARGEST && elements(e).length === 1 && hasLongSum(e) && isRational(e);

const isRational = (e: Expr): boolean =>
  ["num", "element", "add", "mul", "pow"].includes(e.kind) && children(e).every(isRational);

/** Three terms and a constant: what cheap factoring may have left whole. */
const hasLongSum = holdsForPart((e) => e.kind === "add" && e.terms.length > 2);
