/** Terms of equal coefficients share one multiplication: 2 a + 2 b + c = 2 (a + b) + c; -a - b = -(a + b). */
import {
  ONE,
  type Rational,
  ZERO,
  compareQ,
  divQ,
  formatQ,
  isIntegerQ,
  isOneQ,
  isZeroQ,
  negQ,
  signQ,
} from "../expr/rational.js";
import { rewrite } from "./rewrite.js";
import { type Graph, type Sum, type Term, type Value, absQ } from "./value.js";

export const collectCoefficients = (graph: Graph, roots: readonly Value[]): readonly Value[] =>
  rewrite(graph, roots, (value) => (value.kind === "sum" ? collect(graph, value) : value));

/**
 * The factor to take out of a sum: the smallest coefficient if all are whole multiples of it (2a + 4b - 2c =
 * 2 (a + 2b - c)), but none is 1 already.
 */
export function contentOf(constant: Rational, terms: readonly Term[]): Rational {
  const magnitudes = terms.map(([weight]) => absQ(weight));
  if (!isZeroQ(constant)) magnitudes.push(absQ(constant));
  const smallest = magnitudes.reduce((least, q) => (compareQ(q, least) < 0 ? q : least));
  return magnitudes.every((q) => !isOneQ(q) && isIntegerQ(divQ(q, smallest))) ? smallest : ONE;
}

function collect(graph: Graph, { constant, terms }: Sum): Value {
  const isNegative = signQ(constant) <= 0 && terms.every(([weight]) => signQ(weight) < 0);
  const content = isNegative ? negQ(contentOf(constant, terms)) : contentOf(constant, terms);
  const groups = new Map<string, Term[]>();
  for (const [weight, value] of terms) {
    const term: Term = [divQ(weight, content), value];
    const key = formatQ(absQ(term[0]));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [term]);
    else group.push(term);
  }
  const collected = [...groups].flatMap(([key, group]): readonly Term[] => {
    if (key === "1" || group.length === 1) return group;
    const weight = group[0]![0];
    const inside = group.map(([w, value]): Term => [divQ(w, weight), value]);
    return [[weight, graph.sum(ZERO, inside)]];
  });
  return graph.scale(content, graph.sum(divQ(constant, content), collected));
}
