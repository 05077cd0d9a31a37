/** Comparisons, their combinations, and what both outcomes of an open one make together. */
import type { Node } from "ts-morph";
import {
  type Expr,
  type Relation,
  add,
  children,
  delta,
  freshIndex,
  multiply,
  one,
  piecewise,
  rationals,
  subtract,
} from "../../expr/index.js";
import { itemAt, list } from "../values/arrays.js";
import type { Reader } from "../reader.js";
import { type OnIndex, intersect, onIndex, remainder } from "./split-range.js";
import { type Condition, type IndexRanges, type Value, describe, scalar } from "../values/values.js";

export const decided = (holds: boolean): Condition => ({
  kind: "condition",
  decided: holds,
  choose: (then, otherwise) => (holds ? then : otherwise),
});

export const not = (c: Condition): Condition =>
  c.decided === undefined
    ? {
        kind: "condition",
        ...(c.elsewhere && { where: c.elsewhere }),
        ...(c.where && { elsewhere: c.where }),
        choose: (then, otherwise) => c.choose(otherwise, then),
      }
    : decided(!c.decided);

export function and(a: Condition, b: Condition): Condition {
  if (a.decided !== undefined) return a.decided ? b : a;
  if (b.decided !== undefined) return b.decided ? a : b;
  return {
    kind: "condition",
    where: intersectAll(a.where ?? new Map(), b.where ?? new Map()),
    choose: (then, otherwise) => a.choose(b.choose(then, otherwise), otherwise),
  };
}

/** Between both, index by index. */
export function intersectAll(a: IndexRanges, b: IndexRanges): IndexRanges {
  const both = new Map(a);
  for (const [variable, range] of b) {
    const known = both.get(variable);
    both.set(variable, known ? intersect(known, range) : range);
  }
  return both;
}

const or = (a: Condition, b: Condition): Condition => not(and(not(a), not(b)));

const HOLDS: Record<Relation, (order: number) => boolean> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  "==": (order) => order === 0,
};

export function compareValues(relation: Relation, left: Expr, right: Expr, site: Node, reader: Reader): Condition {
  const difference = subtract(left, right);
  if (difference.kind === "num") return decided(HOLDS[relation](rationals.signQ(difference.value)));
  const byIndex = onIndex(relation, left, right);
  if (byIndex) return betweenValues(byIndex, relation, left, right);
  if (onIndices(left) && onIndices(right) && difference.free.length > 0)
    return {
      kind: "condition",
      choose: (then, otherwise) => chooseByIndex(relation, [left, right], [then, otherwise], site, reader),
    };
  reader.faults.note(site, "piecewise");
  return { kind: "condition", choose: (then, otherwise) => piecewise(relation, left, right, then, otherwise) };
}

/** The choice stays until the sum over the index is made, which it cuts into pieces. */
function betweenValues(byIndex: OnIndex, relation: Relation, left: Expr, right: Expr): Condition {
  const { variable, holds } = byIndex;
  const rest = remainder(byIndex);
  return {
    kind: "condition",
    where: new Map([[variable, holds]]),
    ...(rest && { elsewhere: new Map([[variable, rest]]) }),
    choose: (then, otherwise) => piecewise(relation, left, right, then, otherwise),
  };
}

/** Made of indices and sizes alone, not of real values. */
const onIndices = (e: Expr): boolean => e.kind !== "element" && children(e).every(onIndices);

/** i === j ? a : b is b + (a - b) δ(i, j), unless one of them is infinite on the diagonal: no 0 · ∞. */
function chooseByIndex(
  relation: Relation,
  [left, right]: readonly [Expr, Expr],
  [then, otherwise]: readonly [Expr, Expr],
  site: Node,
  { faults }: Reader,
): Expr {
  const comparable = relation === "==" && left.kind === "index" && right.kind === "index" && left.size === right.size;
  if (!comparable || !isPolynomial(then) || !isPolynomial(otherwise)) return faults.fail(site, "indexCondition");
  const equal = delta(left, right);
  return add(multiply(equal, then), multiply(subtract(one, equal), otherwise));
}

const isPolynomial = (e: Expr): boolean =>
  e.kind !== "call" && (e.kind !== "pow" || isPositiveInteger(e.exponent)) && children(e).every(isPolynomial);

const isPositiveInteger = (e: Expr): boolean =>
  e.kind === "num" && rationals.isIntegerQ(e.value) && rationals.signQ(e.value) > 0;

/** The value that is `then` where the condition holds and `otherwise` elsewhere. */
export function chooseValue(when: Condition, then: Value, otherwise: Value, site: Node, reader: Reader): Value {
  const go = (a: Value, b: Value): Value => {
    if (a === b) return a;
    if (a.kind === "scalar" && b.kind === "scalar") return scalar(when.choose(a.expr, b.expr));
    if (a.kind === "condition" && b.kind === "condition") return or(and(when, a), and(not(when), b));
    if (a.kind === "list" && b.kind === "list" && a.cell.contents.length === b.cell.contents.length)
      return list(
        a.cell.contents.map((item, i) => go(item, b.cell.contents[i]!)),
        reader,
        "copy",
      );
    if (a.kind === "family" && b.kind === "family" && a.variable.size === b.variable.size) {
      const variable = freshIndex(a.variable.size);
      return {
        kind: "family",
        variable,
        item: go(itemAt(a, variable, site, reader), itemAt(b, variable, site, reader)),
      };
    }
    if (a.kind === "object" && b.kind === "object" && [...a.fields.keys()].join() === [...b.fields.keys()].join())
      return {
        kind: "object",
        fields: new Map([...a.fields].map(([name, field]) => [name, go(field, b.fields.get(name)!)])),
      };
    if (a.kind === "unread") return a;
    if (b.kind === "unread") return b;
    return reader.faults.fail(site, "branchesDiffer", { first: describe(a), second: describe(b) });
  };
  return go(then, otherwise);
}
