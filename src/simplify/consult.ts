/** nerdamer's proposals, where they can help at what they cost: it factors polynomials in one unknown; it takes 50 ms and more for others. */
import { type Expr, children } from "../expr/index.js";
import { propose } from "../nerdamer/index.js";
import { treeSize } from "./cost.js";
import { elements } from "./points.js";

const LARGEST = 60;

export const consult = (e: Expr): (Expr | undefined)[] =>
  isCandidate(e) ? [propose("factor", e), propose("simplify", e)] : [undefined, undefined];

const isCandidate = (e: Expr): boolean =>
  treeSize(e) <= LARGEST && elements(e).length === 1 && hasLongSum(e) && isRational(e);

const isRational = (e: Expr): boolean =>
  ["num", "element", "add", "mul", "pow"].includes(e.kind) && children(e).every(isRational);

/** Three terms and a constant: what cheap factoring may have left whole. */
const hasLongSum = (e: Expr): boolean => (e.kind === "add" && e.terms.length > 2) || children(e).some(hasLongSum);
