/** Long sums and products are cut into nested short ones: expressions that people, prettier and V8 can take in. */
import { ONE, ZERO } from "../expr/rational.js";
import { rewrite } from "./rewrite.js";
import type { Factor, Graph, Term, Value } from "./value.js";

const LONGEST = 12;

export const chunk = (graph: Graph, roots: readonly Value[]): readonly Value[] =>
  rewrite(graph, roots, (value) => {
    if (value.kind === "sum")
      return graph.sum(
        value.constant,
        nest(value.terms, (terms): Term => [ONE, graph.sum(ZERO, terms)]),
      );
    if (value.kind === "product")
      return graph.product(nest(value.factors, (factors): Factor => [graph.product(factors), 1]));
    return value;
  });

function nest<T>(parts: readonly T[], join: (parts: readonly T[]) => T): readonly T[] {
  if (parts.length <= LONGEST) return parts;
  const groups = Array.from({ length: Math.ceil(parts.length / LONGEST) }, (_, i) =>
    join(parts.slice(i * LONGEST, (i + 1) * LONGEST)),
  );
  return nest(groups, join);
}
