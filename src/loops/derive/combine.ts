/**
 * Sums over the same range that share their largest factor become one: w Σ_i X_ib s_ia + Σ_i X_ib t_ia is
 * Σ_i X_ib (w s_ia + t_ia). It pays where the factor brings an index (b) that the rest of no term has: the terms are
 * then added before the loop over that index, not in it.
 */
import {
  type Expr,
  type IndexVariable,
  add,
  divide,
  index,
  multiply,
  open,
  substitute,
  sum,
} from "../../expr/index.js";
import { isEarly } from "../dependence.js";

/** coefficient · outside · Σ_variable factor · rest. */
interface Term {
  readonly variable: IndexVariable;
  readonly factor: Expr;
  readonly rest: Expr;
}

export function combineSums(terms: readonly Expr[]): Expr {
  const groups = new Map<Expr, Term[]>();
  const others: Expr[] = [];
  for (const term of terms) {
    const split = splitTerm(term);
    if (split) groups.set(split.factor, [...(groups.get(split.factor) ?? []), split]);
    else others.push(term);
  }
  const combined = [...groups.values()].map((group) => {
    const { variable, factor } = group[0]!;
    return sum(variable, multiply(factor, factorTerms(group.map(({ rest }) => rest))));
  });
  return add(...others, ...combined);
}

/** a b + a c as a (b + c). */
export function factorTerms(terms: readonly Expr[]): Expr {
  const common = factorsOf(terms[0]!).filter((factor) => terms.every((term) => factorsOf(term).includes(factor)));
  const shared = multiply(...common);
  return multiply(shared, add(...terms.map((term) => divide(term, shared))));
}

const factorsOf = (e: Expr): readonly Expr[] => (e.kind === "mul" ? e.factors : [e]);

function splitTerm(term: Expr): Term | undefined {
  const sums = factorsOf(term).filter((factor) => factor.kind === "sum");
  const [only] = sums;
  if (sums.length !== 1 || isEarly(only!)) return undefined;
  const [opened, body] = open(only!);
  // One name for the index of all terms, so that equal factors are equal.
  const variable = index("~combined", opened.size);
  const inside = substitute(body, new Map([[opened, variable]]));
  const factors = factorsOf(inside);
  const full = multiply(divide(term, only!), inside);
  for (const factor of factors) {
    if (!factor.free.includes(variable)) continue;
    const rest = divide(full, factor);
    if (factor.free.some((i) => !rest.free.includes(i)) && rest.free.includes(variable))
      return { variable, factor, rest };
  }
  return undefined;
}
