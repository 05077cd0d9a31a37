/** a (b c) = a b c and a + (b + c) = a + b + c, where the inner value is needed nowhere else. */
import { type Rational, isOneQ, mulQ } from "../expr/rational.js";
import { reachable, redefine, useCounts } from "./rewrite.js";
import { type Factor, type Graph, type Sum, type Term, type Value, absQ } from "./value.js";

export function flatten(graph: Graph, roots: readonly Value[], early = false): readonly Value[] {
  const uses = useCounts(roots);
  const opens = (outer: Value, inner: Value): boolean => uses.get(inner) === 1 && inner.early === outer.early;

  const termsOf = (outer: Sum, [weight, value]: Term): readonly Term[] => {
    if (value.kind !== "sum" || !opens(outer, value) || !isOneQ(absQ(weight))) return [[weight, value]];
    const scaled = (q: Rational): Rational => mulQ(weight, q);
    const inner = value.terms.flatMap(([w, v]) => termsOf(outer, [scaled(w), v]));
    return [...inner, [scaled(value.constant), graph.one]];
  };
  const factorsOf = (outer: Value, [base, exponent]: Factor): readonly Factor[] => {
    if (base.kind !== "product" || !opens(outer, base) || Math.abs(exponent) !== 1) return [[base, exponent]];
    return base.factors.flatMap(([b, n]) => factorsOf(outer, [b, n * exponent]));
  };

  const definitions = new Map<Value, Value>();
  for (const value of reachable(roots))
    if (value.early !== early) continue;
    else if (value.kind === "sum")
      definitions.set(
        value,
        graph.sum(
          value.constant,
          value.terms.flatMap((term) => termsOf(value, term)),
        ),
      );
    else if (value.kind === "product")
      definitions.set(value, graph.product(value.factors.flatMap((factor) => factorsOf(value, factor))));
  return redefine(graph, roots, definitions);
}
