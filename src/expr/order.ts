/** A total order on expressions by structure alone, so that output does not depend on the order of creation. */
import { type Expr, type Kind, children } from "./node.js";
import { compareQ } from "./rational.js";

const RANK: Record<Kind, number> = {
  num: 0,
  pi: 1,
  size: 2,
  index: 3,
  element: 4,
  pow: 5,
  mul: 6,
  add: 7,
  call: 8,
  sum: 9,
  delta: 10,
  piecewise: 11,
};

// Code points, not the locale: the same input gives the same bytes everywhere.
const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);

function compareLists(a: readonly Expr[], b: readonly Expr[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compare(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareHeads(a: Expr, b: Expr): number {
  if (a.kind === "num" && b.kind === "num") return compareQ(a.value, b.value);
  if (a.kind === "size" && b.kind === "size") return compareText(a.name, b.name);
  if (a.kind === "index" && b.kind === "index")
    return compareText(a.name, b.name) || compareText(String(a.size), String(b.size));
  if (a.kind === "element" && b.kind === "element")
    return compareText(a.tensor.role, b.tensor.role) || compareText(a.tensor.name, b.tensor.name);
  if (a.kind === "call" && b.kind === "call") return compareText(a.name, b.name);
  if (a.kind === "sum" && b.kind === "sum") return compare(a.index, b.index);
  if (a.kind === "piecewise" && b.kind === "piecewise") return compareText(a.relation, b.relation);
  return 0;
}

function compareTails(a: Expr, b: Expr): number {
  if (a.kind === "add" && b.kind === "add") return compareQ(a.constant, b.constant);
  if (a.kind === "mul" && b.kind === "mul") return compareQ(a.coefficient, b.coefficient);
  return 0;
}

/** Negative, 0 or positive. Equal only for the same object: nodes are hash-consed. */
export function compare(a: Expr, b: Expr): number {
  if (a === b) return 0;
  // A power sorts beside its base: x, x^2, y.
  const [left, right] = [a.kind === "pow" ? a.base : a, b.kind === "pow" ? b.base : b];
  if (left !== a || right !== b) {
    const order = compare(left, right);
    if (order !== 0) return order;
  }
  return (
    RANK[a.kind] - RANK[b.kind] || compareHeads(a, b) || compareLists(children(a), children(b)) || compareTails(a, b)
  );
}
