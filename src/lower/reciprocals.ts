/** a / g, b / g = r a, r b with r = 1 / g: one division for all that share a divisor. */
import { reachable, redefine } from "./rewrite.js";
import type { Factor, Graph, Product, Value } from "./value.js";

export function shareReciprocals(graph: Graph, roots: readonly Value[]): readonly Value[] {
  const products = reachable(roots).filter((value): value is Product => value.kind === "product" && !value.early);
  const divisions = new Map<Value, number>();
  for (const { factors } of products)
    for (const [base, exponent] of factors) if (exponent < 0) divisions.set(base, (divisions.get(base) ?? 0) + 1);

  const invert = ([base, exponent]: Factor): Factor =>
    exponent < 0 && divisions.get(base)! > 1 ? [graph.product([[base, -1]]), -exponent] : [base, exponent];
  const definitions = new Map<Value, Value>();
  for (const value of products) {
    const definition = graph.product(value.factors.map(invert));
    if (definition !== value) definitions.set(value, definition);
  }
  return redefine(graph, roots, definitions);
}
