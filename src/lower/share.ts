/**
 * Common parts of products (a b in a b c and a b / d, squares in powers) and of sums become values of their own. Early values are
 * shared among themselves, for all kernels at once.
 */
import { ONE, type Rational, ZERO, addQ, divQ, formatQ, isZeroQ } from "../expr/rational.js";
import type { PairRules, Row } from "./pair-rules.js";
import { extractPairs } from "./pairs.js";
import { reachable, redefine } from "./rewrite.js";
import type { Factor, Graph, Product, Sum, Value } from "./value.js";

/** x^a y^b holds (x y) min(a, b) times, x^a holds x^2 half of a times. */
const productRules = (graph: Graph): PairRules<number> => ({
  code: (weight) => weight,
  times: (isSame, wa, wb) => (isSame ? Math.floor(wa / 2) : Math.min(wa, wb)),
  proportion: () => 0,
  make: (a, _, b) =>
    graph.product([
      [a, 1],
      [b, 1],
    ]),
  replace(isSame, wa, wb) {
    if (isSame) return [wa % 2 === 0 ? undefined : 1, undefined, Math.floor(wa / 2)];
    const times = Math.min(wa, wb);
    return [wa === times ? undefined : wa - times, wb === times ? undefined : wb - times, times];
  },
  combine: (weight = 0, more) => weight + more,
});

/** u x + v y holds (x + v/u y) once. */
function sumRules(graph: Graph): PairRules<Rational> {
  const weights = new Numbering();
  const quotients = new Numbering();
  const known: number[][] = [];
  return {
    code: (weight) => weights.of(weight),
    times: (isSame) => (isSame ? 0 : 1),
    proportion: (u, v) => ((known[u] ??= [])[v] ??= quotients.of(divQ(weights.at(v), weights.at(u)))),
    make: (a, wa, b, wb) =>
      graph.sum(ZERO, [
        [ONE, a],
        [divQ(wb, wa), b],
      ]),
    replace: (_, wa) => [undefined, undefined, wa],
    combine(weight = ZERO, more) {
      const total = addQ(weight, more);
      return isZeroQ(total) ? undefined : total;
    },
  };
}

/** Numbers for rationals, in the order in which they are asked for. */
class Numbering {
  readonly #numbers = new Map<string, number>();
  readonly #values: Rational[] = [];

  of(q: Rational): number {
    const key = formatQ(q);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#values.push(q) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  at(number: number): Rational {
    return this.#values[number]!;
  }
}

export function shareProducts(graph: Graph, roots: readonly Value[], early = false): readonly Value[] {
  const products = reachable(roots).filter((v): v is Product => v.kind === "product" && v.early === early);
  const above = products.map((value) => sideOf(value, 1));
  const below = products.map((value) => sideOf(value, -1));
  extractPairs([...above, ...below], productRules(graph));
  const definitions = new Map<Value, Value>();
  products.forEach((value, i) => {
    const factors = [...above[i]!.entries, ...[...below[i]!.entries].map(([base, n]): Factor => [base, -n])];
    const definition = graph.product(factors);
    if (definition !== value) definitions.set(value, definition);
  });
  return redefine(graph, roots, definitions);
}

const sideOf = (owner: Product, sign: 1 | -1): Row<number> => ({
  owner,
  entries: new Map(owner.factors.filter(([, n]) => n * sign > 0).map(([base, n]) => [base, n * sign])),
});

export function shareSums(graph: Graph, roots: readonly Value[], early = false): readonly Value[] {
  const sums = reachable(roots).filter((v): v is Sum => v.kind === "sum" && v.terms.length > 1 && v.early === early);
  const rows = sums.map((owner): Row<Rational> => ({ owner, entries: new Map(entriesOf(graph, owner)) }));
  extractPairs(rows, sumRules(graph));
  const definitions = new Map<Value, Value>();
  rows.forEach(({ owner, entries }) => {
    const definition = graph.sum(
      ZERO,
      [...entries].map(([value, weight]) => [weight, value] as const),
    );
    if (definition !== owner) definitions.set(owner, definition);
  });
  return redefine(graph, roots, definitions);
}

/** The constant takes part as a multiple of one. */
const entriesOf = (graph: Graph, { constant, terms }: Sum): (readonly [Value, Rational])[] => [
  ...terms.map(([weight, value]) => [value, weight] as const),
  ...(isZeroQ(constant) ? [] : [[graph.one, constant] as const]),
];
