/**
 * Sums over a named size whose terms are chosen by the index: Σ_i (i > 0 ? f(i) : g(i)) is g(0) + Σ_k f(k + 1) over
 * k < n - 1. Each comparison of the index cuts its range; between two cuts the choice is known.
 */
import type { Node } from "ts-morph";
import {
  type Cut,
  type Expr,
  type IndexVariable,
  type Range,
  type Relation,
  add,
  freshIndex,
  mapChildren,
  num,
  positionOf,
  rangeOfSize,
  shorten,
  size,
  splitSize,
  substitute,
  subtract,
  sum,
} from "../../expr/index.js";
import type { Reader } from "../reader.js";

/** Where `left relation right` holds, when it depends on one index and on its own size alone. */
export interface OnIndex {
  readonly variable: IndexVariable;
  readonly holds: Range;
}

const START: Cut = { fromEnd: false, at: 0 };
const shifted = (cut: Cut, by: number): Cut => ({ ...cut, at: cut.at + by });

export function onIndex(relation: Relation, left: Expr, right: Expr): OnIndex | undefined {
  const difference = positionOf(subtract(left, right));
  const variable = difference?.index;
  if (!difference || !variable || typeof variable.size === "number") return undefined;
  const [name] = splitSize(variable.size);
  const { sign } = difference;
  // sign·i + at + ends·n is 0 at i = -sign·(at + ends·n).
  const [at, ends] = [-sign * difference.at, -sign * difference.ends];
  if (ends < 0 || (ends > 0 && difference.name !== name)) return undefined;
  const zero: Cut = { fromEnd: ends > 0, at };
  const { end } = rangeOfSize(variable.size);
  if (relation === "==") return { variable, holds: { first: zero, end: shifted(zero, 1) } };
  const including = relation === "<=" ? 1 : 0;
  const holds =
    sign > 0 ? { first: START, end: shifted(zero, including) } : { first: shifted(zero, 1 - including), end };
  return { variable, holds };
}

/** Literal cuts come first, those counted from the end last: so it is for every size that is large enough. */
const before = (a: Cut, b: Cut): number => Number(a.fromEnd) - Number(b.fromEnd) || a.at - b.at;
const latest = (a: Cut, b: Cut): Cut => (before(a, b) < 0 ? b : a);
const earliest = (a: Cut, b: Cut): Cut => (before(a, b) < 0 ? a : b);
export const intersect = (a: Range, b: Range): Range => ({
  first: latest(a.first, b.first),
  end: earliest(a.end, b.end),
});

/** What is left of the range of an index outside of `holds`, when it is one piece. */
export function remainder({ variable, holds }: OnIndex): Range | undefined {
  const whole = rangeOfSize(variable.size);
  if (before(holds.first, whole.first) <= 0) return { first: holds.end, end: whole.end };
  return before(whole.end, holds.end) <= 0 ? { first: whole.first, end: holds.first } : undefined;
}

/** Σ_variable body, with the choices by the index resolved. */
export function sumOver(variable: IndexVariable, body: Expr, site: Node, reader: Reader): Expr {
  const cuts = cutsOf(variable, body);
  if (cuts.length === 0) return sum(variable, body);
  const whole = rangeOfSize(variable.size);
  const [name] = splitSize(String(variable.size));
  const inside = cuts.filter((cut) => before(whole.first, cut) < 0 && before(cut, whole.end) < 0);
  const bounds = [whole.first, ...inside, whole.end];
  const largest = (fromEnd: boolean): number =>
    Math.max(0, ...bounds.filter((cut) => cut.fromEnd === fromEnd).map(({ at }) => Math.abs(at)));
  reader.requireSize(name, largest(false) + largest(true));
  const pieces = bounds.slice(1).map((end, k): Range => ({ first: bounds[k]!, end }));
  return add(...pieces.map((piece) => over(piece, name, variable, resolve(body, variable, piece), site, reader)));
}

/** The cuts that choices by the variable make, in order. */
function cutsOf(variable: IndexVariable, body: Expr): readonly Cut[] {
  const found = new Map<string, Cut>();
  visitChoices(body, variable, ({ holds }) => {
    for (const cut of [holds.first, holds.end]) found.set(`${String(cut.fromEnd)} ${String(cut.at)}`, cut);
  });
  return [...found.values()].sort(before);
}

function visitChoices(body: Expr, variable: IndexVariable, found: (choice: OnIndex) => void): void {
  rewrite(body, variable, (choice, then, otherwise, again) => {
    found(choice);
    again(then);
    again(otherwise);
    return then;
  });
}

/** The body where the index is in one piece of its range. */
const resolve = (body: Expr, variable: IndexVariable, piece: Range): Expr =>
  rewrite(body, variable, ({ holds }, then, otherwise, again) => {
    const isInside = before(holds.first, piece.first) <= 0 && before(piece.end, holds.end) <= 0;
    return again(isInside ? then : otherwise);
  });

type Choose = (choice: OnIndex, then: Expr, otherwise: Expr, again: (e: Expr) => Expr) => Expr;

/** Replaces the choices by the variable. */
function rewrite(body: Expr, variable: IndexVariable, choose: Choose): Expr {
  const memo = new Map<Expr, Expr>();
  const visit = (e: Expr): Expr => {
    if (!e.free.includes(variable)) return e;
    let made = memo.get(e);
    if (made === undefined) {
      const choice = e.kind === "piecewise" ? onIndex(e.relation, e.left, e.right) : undefined;
      made =
        e.kind === "piecewise" && choice?.variable === variable
          ? choose(choice, e.then, e.otherwise, visit)
          : mapChildren(e, visit);
      memo.set(e, made);
    }
    return made;
  };
  return visit(body);
}

/** Terms written out one by one: more would be a loop. */
const MOST_TERMS = 64;

/** The sum of a body over one piece of the range. */
function over(
  { first, end }: Range,
  name: string,
  variable: IndexVariable,
  body: Expr,
  site: Node,
  { faults }: Reader,
): Expr {
  const at = (position: Expr): Expr => substitute(body, new Map([[variable, position]]));
  if (first.fromEnd !== end.fromEnd) {
    const k = freshIndex(shorten(name, first.at - end.at));
    return sum(k, at(add(k, num(first.at))));
  }
  const count = end.at - first.at;
  if (count > MOST_TERMS) return faults.fail(site, "indexCondition");
  const start = first.fromEnd ? size(name) : num(0);
  return add(...Array.from({ length: count }, (_, k) => at(add(start, num(first.at + k)))));
}
