/**
 * Arrays for parts of a loop body that the outer loops do not change: u_j² - v_j² in Σ_j Z_ij (u_j² - v_j²) is computed
 * once for each j, not for each i and j.
 */
import { type Expr, type IndexVariable, add, mapChildren, multiply, rationalNumber } from "../../expr/index.js";
import { isEarly, isLeaf } from "../dependence.js";
import type { Lets } from "../lets.js";

export function invariantArrays(e: Expr, order: readonly IndexVariable[], lets: Lets): Expr {
  const inner = order.at(-1);
  // What depends on the outermost loops alone becomes a scalar in them, without an array.
  const repeats = (part: Expr): boolean =>
    inner !== undefined && part.free.includes(inner) && part.free.length < order.length;
  const visit = (node: Expr): Expr => {
    if (isLeaf(node) || node.kind === "delta") return node;
    if (repeats(node)) return lets.name(node);
    if (node.kind !== "add" && node.kind !== "mul") return mapChildren(node, visit);
    const groups = group(node.kind === "add" ? node.terms : node.factors, repeats);
    const combined = groups.map((operands) => {
      const together = combine(node, operands);
      return operands.length > 1 && repeats(together) && !isEarly(together)
        ? lets.name(together)
        : combine(node, operands.map(visit));
    });
    return node.kind === "add"
      ? add(rationalNumber(node.constant), ...combined)
      : multiply(rationalNumber(node.coefficient), ...combined);
  };
  return order.length < 2 ? e : visit(e);
}

const combine = (node: Expr, operands: readonly Expr[]): Expr =>
  node.kind === "add" ? add(...operands) : multiply(...operands);

/** Operands over the same indices, and those over fewer of them, belong together as long as an array saves work. */
function group(operands: readonly Expr[], repeats: (part: Expr) => boolean): readonly (readonly Expr[])[] {
  const groups: Expr[][] = [];
  for (const operand of [...operands].sort((a, b) => b.free.length - a.free.length)) {
    const home = groups.find(([first]) => {
      const covers = operand.free.every((i) => first!.free.includes(i));
      return covers && (first!.free.length === operand.free.length || (repeats(operand) && repeats(first!)));
    });
    if (home) home.push(operand);
    else groups.push([operand]);
  }
  return groups;
}
