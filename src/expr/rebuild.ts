/** Rebuilding a node from new children, and the binder of sums. */
import {
  add,
  call,
  delta,
  element,
  index,
  multiply,
  num,
  piecewise,
  power,
  rationalNumber,
  size,
} from "./build/index.js";
import { hasDelta, resolveDelta, resolvesIn } from "./deltas.js";
import { type Expr, type IndexVariable, type Sum, children, intern } from "./node.js";

/** The same node with its children mapped, through the smart constructors. */
export function mapChildren(e: Expr, f: (child: Expr) => Expr): Expr {
  if (e.kind === "sum") {
    const [variable, body] = open(e);
    const mapped = f(body);
    return mapped === body ? e : sum(variable, mapped);
  }
  const before = children(e);
  if (before.length === 0) return e;
  const after = before.map(f);
  return after.every((child, position) => child === before[position]) ? e : withChildren(e, after);
}

function withChildren(e: Exclude<Expr, Sum>, after: readonly Expr[]): Expr {
  switch (e.kind) {
    case "num":
    case "pi":
    case "size":
    case "index":
      return e;
    case "element":
      return element(e.tensor, after);
    case "add":
      return add(rationalNumber(e.constant), ...after);
    case "mul":
      return multiply(rationalNumber(e.coefficient), ...after);
    case "pow":
      return power(after[0]!, after[1]!);
    case "call":
      return call(e.name, ...after);
    case "delta":
      return delta(after[0]!, after[1]!);
    case "piecewise":
      return piecewise(e.relation, after[0]!, after[1]!, after[2]!, after[3]!);
  }
}

/** Replaces nodes (leaves as a rule) by others, everywhere they stand free. */
export function substitute(e: Expr, replacements: ReadonlyMap<Expr, Expr>): Expr {
  if (replacements.size === 0) return e;
  const variables = [...replacements.keys()].filter((key) => key.kind === "index");
  const onlyVariables = variables.length === replacements.size;
  const memo = new Map<Expr, Expr>(replacements);
  const visit = (node: Expr): Expr => {
    // Where no index stands free that is replaced, all stays as it is.
    if (onlyVariables && !variables.some((variable) => node.free.includes(variable))) return node;
    const known = memo.get(node);
    if (known !== undefined) return known;
    const made = mapChildren(node, visit);
    memo.set(node, made);
    return made;
  };
  return visit(e);
}

/**
 * Calls a free index by a name that stands nowhere in e, free or bound. Sums inside stay canonical as they are: opening
 * each of them would open those in them again, three times a level.
 */
function rename(e: Expr, from: IndexVariable, to: IndexVariable): Expr {
  const memo = new Map<Expr, Expr>([[from, to]]);
  const visit = (node: Expr): Expr => {
    if (!node.free.includes(from)) return node;
    let made = memo.get(node);
    if (made === undefined) {
      made =
        node.kind === "sum"
          ? intern({ kind: "sum", index: node.index, body: visit(node.body) })
          : mapChildren(node, visit);
      memo.set(node, made);
    }
    return made;
  };
  return visit(e);
}

let fresh = 0;
/** An index variable that stands nowhere else; `sum` gives it its canonical name when it gets bound. */
export const freshIndex = (range: IndexVariable["size"]): IndexVariable =>
  // Padded: the order of names is the order of making, wherever the count stands.
  index(`~${String(fresh++).padStart(9, "0")}`, range);

/** The body of a sum over a fresh index, so that nothing outside can be captured. */
export function open(e: Sum): [IndexVariable, Expr] {
  const variable = freshIndex(e.index.size);
  return [variable, rename(e.body, e.index, variable)];
}

/** Nesting depth of sums: the name of a bound index, so that sums that differ by a renaming are one object. */
const depths = new WeakMap<Expr, number>();
function depth(e: Expr): number {
  let known = depths.get(e);
  if (known === undefined) {
    known = children(e).reduce((deepest, child) => Math.max(deepest, depth(child)), 0) + (e.kind === "sum" ? 1 : 0);
    depths.set(e, known);
  }
  return known;
}

/**
 * sum over `variable` of `body`, canonical: linear over terms, factors without the index pulled out, deltas in the
 * index resolved by renaming (also those in a factor that is itself a sum of terms, or a sum over another index, which
 * then stands outside), a body without the index multiplied by the size.
 */
export function sum(variable: IndexVariable, body: Expr): Expr {
  if (!body.free.includes(variable)) return multiply(size(variable.size), body);
  if (body.kind === "add")
    return add(
      multiply(size(variable.size), rationalNumber(body.constant)),
      ...body.terms.map((term) => sum(variable, term)),
    );
  if (body.kind === "delta" || body.kind === "mul" || body.kind === "sum") {
    const factors = body.kind === "mul" ? body.factors : [body];
    const resolved = resolveDelta(variable, factors);
    if (resolved) {
      const rest = factors.filter((factor) => factor !== resolved.delta);
      const coefficient = body.kind === "mul" ? rationalNumber(body.coefficient) : num(1);
      return substitute(multiply(coefficient, ...rest), new Map([[variable, resolved.value]]));
    }
    const terms = factors.find(
      (factor) => factor.kind === "add" && factor.terms.some((term) => hasDelta(variable, term)),
    );
    if (terms?.kind === "add") {
      const rest = multiply(
        body.kind === "mul" ? rationalNumber(body.coefficient) : num(1),
        ...factors.filter((factor) => factor !== terms),
      );
      return add(
        ...[rationalNumber(terms.constant), ...terms.terms].map((term) => sum(variable, multiply(rest, term))),
      );
    }
    const nested = factors.find((factor) => factor.kind === "sum" && resolvesIn(variable, factor));
    if (nested?.kind === "sum") {
      const [inner, inside] = open(nested);
      const rest = factors.filter((factor) => factor !== nested);
      const coefficient = body.kind === "mul" ? rationalNumber(body.coefficient) : num(1);
      return sum(inner, sum(variable, multiply(coefficient, ...rest, inside)));
    }
    const outside = factors.filter((factor) => !factor.free.includes(variable));
    if (body.kind === "mul" && (outside.length > 0 || body.coefficient.numerator !== body.coefficient.denominator)) {
      const inside = factors.filter((factor) => factor.free.includes(variable));
      return multiply(rationalNumber(body.coefficient), ...outside, sum(variable, multiply(...inside)));
    }
  }
  const bound = index(`#${String(depth(body) + 1)}`, variable.size);
  return intern({ kind: "sum", index: bound, body: rename(body, variable, bound) });
}
