/**
 * Like sums as one: Σ_j q_j u_j² + Σ_j q_j v_j² is Σ_j q_j (u_j² + v_j²), and factors that all terms share stand in front.
 * Sums are merged where they share a factor that depends on their index: others say more apart.
 */
import {
  type Expr,
  type IndexVariable,
  type Size,
  add,
  divide,
  freshIndex,
  mapChildren,
  multiply,
  open,
  rationalNumber,
  substitute,
  sum,
} from "../../expr/index.js";
import { factorTerms } from "../../loops/index.js";

/** A term as Σ_variable full. */
interface Opened {
  readonly term: Expr;
  readonly variable: IndexVariable;
  readonly full: Expr;
}

export function mergeSums(e: Expr): Expr {
  const memo = new Map<Expr, Expr>();
  const visit = (node: Expr): Expr => {
    let made = memo.get(node);
    if (made === undefined) {
      made = mapChildren(node, visit);
      if (made.kind === "add") made = mergeTerms(made);
      memo.set(node, made);
    }
    return made;
  };
  return visit(e);
}

function mergeTerms(e: Extract<Expr, { kind: "add" }>): Expr {
  const bySize = new Map<Size, Opened[]>();
  const others: Expr[] = [rationalNumber(e.constant)];
  for (const term of e.terms) {
    const opened = openTerm(term);
    if (!opened) others.push(term);
    else bySize.set(opened.variable.size, [...(bySize.get(opened.variable.size) ?? []), opened]);
  }
  const merged = [...bySize.values()].map(mergeGroup);
  const all = add(...others, ...merged);
  return all.kind === "add" && all.constant.numerator === 0n ? factorTerms(all.terms) : all;
}

const factorsOf = (e: Expr): readonly Expr[] => (e.kind === "mul" ? e.factors : [e]);

function openTerm(term: Expr): Opened | undefined {
  const [only, ...more] = factorsOf(term).filter((factor) => factor.kind === "sum");
  if (!only || more.length > 0) return undefined;
  const [variable, body] = open(only);
  return { term, variable, full: multiply(divide(term, only), body) };
}

/** The largest set of sums with a common factor in their index, merged; the rest as they were. */
function mergeGroup(group: readonly Opened[]): Expr {
  const [first, ...rest] = group;
  if (!first || rest.length === 0) return first?.term ?? add();
  const variable = freshIndex(first.variable.size);
  const full = ({ full: e, variable: own }: Opened): Expr => substitute(e, new Map([[own, variable]]));
  const shares = (other: Opened): boolean => {
    const factors = factorsOf(full(other));
    return factorsOf(full(first)).some((factor) => factor.free.includes(variable) && factors.includes(factor));
  };
  const together = [first, ...rest.filter(shares)];
  const apart = rest.filter((other) => !together.includes(other));
  const one = together.length === 1 ? first.term : sum(variable, factorTerms(together.map(full)));
  return add(one, mergeGroup(apart));
}
