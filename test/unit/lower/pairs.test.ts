/** Common pairs: what is left has none, and written out again it is what it was. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { element, num } from "../../../src/expr/index.js";
import type { PairRules, Row } from "../../../src/lower/pair-rules.js";
import { extractPairs } from "../../../src/lower/pairs.js";
import { Graph, type Value } from "../../../src/lower/value.js";

const LEAVES = 7;

/** Products of powers. */
function rules(graph: Graph, made: Set<Value>): PairRules<number> {
  return {
    code: (weight) => weight,
    times: (isSame, wa, wb) => (isSame ? Math.floor(wa / 2) : Math.min(wa, wb)),
    proportion: () => 0,
    make(a, _, b) {
      const value = graph.product([
        [a, 1],
        [b, 1],
      ]);
      made.add(value);
      return value;
    },
    replace(isSame, wa, wb) {
      if (isSame) return [wa % 2 === 0 ? undefined : 1, undefined, Math.floor(wa / 2)];
      const times = Math.min(wa, wb);
      return [wa === times ? undefined : wa - times, wb === times ? undefined : wb - times, times];
    },
    combine: (weight = 0, more) => weight + more,
  };
}

function setUp(exponents: readonly (readonly number[])[]) {
  const graph = new Graph();
  const tensor = { name: "x", role: "parameter" as const, shape: [LEAVES] };
  const leaves = Array.from({ length: LEAVES }, (_, i) => graph.leaf(element(tensor, [num(i)])));
  const rows = exponents
    .map((list) => list.flatMap((n, i) => (n > 0 ? [[leaves[i]!, n] as const] : [])))
    .filter((entries) => entries.length > 0)
    .map((entries): Row<number> => ({ owner: graph.product(entries), entries: new Map(entries) }));
  return { graph, rows };
}

/** Exponents of the leaves. */
function leavesOf(value: Value, times = 1, found = new Map<Value, number>()): ReadonlyMap<Value, number> {
  if (value.kind === "product") for (const [base, n] of value.factors) leavesOf(base, n * times, found);
  else found.set(value, (found.get(value) ?? 0) + times);
  return found;
}

const rowsOfPowers = fc.array(fc.array(fc.nat(3), { minLength: LEAVES, maxLength: LEAVES }), {
  minLength: 1,
  maxLength: 8,
});

test("rows keep their values, and no pair is left in two of them", () => {
  fc.assert(
    fc.property(rowsOfPowers, (exponents) => {
      const { graph, rows } = setUp(exponents);
      const made = new Set<Value>();
      extractPairs(rows, rules(graph, made));
      for (const { owner, entries } of rows) {
        const total = new Map<Value, number>();
        for (const [value, n] of entries)
          for (const [leaf, m] of leavesOf(value, n)) total.set(leaf, (total.get(leaf) ?? 0) + m);
        expect(total).toEqual(leavesOf(owner));
      }
      // What defines a pair keeps the pair itself.
      const others = rows.filter(({ owner }) => !made.has(owner));
      const count = new Map<string, number>();
      for (const { entries } of others)
        for (const [a, wa] of entries)
          for (const [b, wb] of entries) {
            if (a.id > b.id) continue;
            const key = `${String(a.id)} ${String(b.id)}`;
            count.set(key, (count.get(key) ?? 0) + (a === b ? Math.floor(wa / 2) : Math.min(wa, wb)));
          }
      for (const [pair, times] of count) expect(times, pair).toBeLessThan(2);
    }),
    { numRuns: 200, seed: 2022 },
  );
});

test("the most frequent pair goes first, of equals the one that changed least recently", () => {
  // x0 x1 stands in three rows, x2 x3 in two.
  const { graph, rows } = setUp([
    [1, 1, 1, 1],
    [1, 1, 0, 0, 1],
    [1, 1, 0, 0, 0, 1],
    [0, 0, 1, 1, 0, 0, 1],
  ]);
  const made = new Set<Value>();
  extractPairs(rows, rules(graph, made));
  expect([...made].map((value) => [...leavesOf(value).keys()].map(({ id }) => id - 2))).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(rows.map(({ entries }) => entries.size)).toEqual([2, 2, 2, 2]);
});
