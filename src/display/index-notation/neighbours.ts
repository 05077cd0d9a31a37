/** Σ_k f(k) δ(i, k + 1), where k ends before i does: the neighbour's f(i − 1), for i > 1. */
import {
  type Expr,
  type IndexVariable,
  mapChildren,
  multiply,
  num,
  open,
  piecewise,
  positionOf,
  rationalNumber,
  size,
  solveDelta,
  splitSize,
  substitute,
  subtract,
  zero,
} from "../../expr/index.js";

export function readNeighbours(e: Expr): Expr {
  const memo = new Map<Expr, Expr>();
  const visit = (node: Expr): Expr => {
    let made = memo.get(node);
    if (made === undefined) {
      made = (node.kind === "sum" ? neighbour(...open(node), visit) : undefined) ?? mapChildren(node, visit);
      memo.set(node, made);
    }
    return made;
  };
  return settled(visit(e));
}

function neighbour(variable: IndexVariable, body: Expr, visit: (e: Expr) => Expr): Expr | undefined {
  if (body.kind !== "mul") return undefined;
  for (const factor of body.factors) {
    const value = factor.kind === "delta" ? solveDelta(variable, factor) : undefined;
    const position = value && positionOf(value);
    const { index, sign, ends, at } = position ?? {};
    if (
      !value ||
      !index ||
      sign !== 1 ||
      ends !== 0 ||
      typeof index.size !== "string" ||
      typeof variable.size !== "string"
    )
      continue;
    const [[name, taken], [own]] = [splitSize(variable.size), splitSize(index.size)];
    if (name !== own) continue;
    const rest = multiply(
      rationalNumber(body.coefficient),
      ...body.factors.filter((other) => other !== factor).map(visit),
    );
    // 0 <= i + at < n - taken
    const above = size(`${name}-${String(taken + at!)}`);
    const inside = where(index, above, settled(substitute(rest, new Map([[variable, value]]))));
    return where(num(-at! - 1), index, inside);
  }
  return undefined;
}

/** What counts only where left < right. */
const where = (left: Expr, right: Expr, e: Expr): Expr =>
  isCertain(left, right) ? e : piecewise("<", left, right, e, zero);

/** Conditions that the range of their index fulfils are dropped. */
function settled(e: Expr): Expr {
  const made = mapChildren(e, settled);
  return made.kind === "piecewise" && made.relation === "<" && isCertain(made.left, made.right) ? made.then : made;
}

/** Whether left < right for all values of the one index in them. */
function isCertain(left: Expr, right: Expr): boolean {
  const { index, sign, ends, at } = positionOf(subtract(right, left)) ?? {};
  if (!index || typeof index.size !== "string") return false;
  const [, taken] = splitSize(index.size);
  // Least where i is 0, or n - taken - 1.
  return sign === 1 ? ends === 0 && at! > 0 : ends === 1 && at! + taken + 1 > 0;
}
