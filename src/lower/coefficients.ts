/** Terms of equal coefficients share one multiplication: 2 a + 2 b + c = 2 (a + b) + c. */
import { ZERO, divQ, formatQ } from "../expr/rational.js";
import { rewrite } from "./rewrite.js";
import { type Graph, type Sum, type Term, type Value, absQ } from "./value.js";

export const collectCoefficients = (graph: Graph, roots: readonly Value[]): readonly Value[] =>
  rewrite(graph, roots, (value) => (value.kind === "sum" ? collect(graph, value) : value));

function collect(graph: Graph, { constant, terms }: Sum): Value {
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const key = formatQ(absQ(term[0]));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [term]);
    else group.push(term);
  }
  const collected = [...groups].flatMap(([key, group]): readonly Term[] => {
    if (key === "1" || group.length === 1) return group;
    const weight = group[0]![0];
    return [
      [
        weight,
        graph.sum(
          ZERO,
          group.map(([w, value]): Term => [divQ(w, weight), value]),
        ),
      ],
    ];
  });
  return graph.sum(constant, collected);
}
