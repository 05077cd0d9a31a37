/** Splits sums and products into a part of data alone, computed once at creation, and the rest. */
import { ONE, ZERO, isOneQ, isZeroQ } from "../expr/rational.js";
import { rewrite } from "./rewrite.js";
import type { Graph, Product, Sum, Value } from "./value.js";

export const hoist = (graph: Graph, roots: readonly Value[]): readonly Value[] =>
  rewrite(graph, roots, (value) => {
    if (value.early) return value;
    if (value.kind === "product") return splitProduct(graph, value);
    return value.kind === "sum" ? splitSum(graph, value) : value;
  });

/** a / b * x = (a / b) * x */
function splitProduct(graph: Graph, { factors }: Product): Value {
  const early = factors.filter(([base]) => base.early);
  if (early.length === 0) return graph.product(factors);
  return graph.product([[graph.product(early), 1], ...factors.filter(([base]) => !base.early)]);
}

/** 2 a + 1 + x = (2 a + 1) + x */
function splitSum(graph: Graph, { constant, terms }: Sum): Value {
  const early = terms.filter(([, term]) => term.early);
  const [only] = early;
  if (only === undefined || (early.length === 1 && isZeroQ(constant) && isOneQ(only[0])))
    return graph.sum(constant, terms);
  return graph.sum(ZERO, [[ONE, graph.sum(constant, early)], ...terms.filter(([, term]) => !term.early)]);
}
