/** The order of summation: as cheap as the best of all orders, and found for chains of any length. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Expr, type IndexVariable, element, freshIndex } from "../../../src/expr/index.js";
import { cheapestOrder } from "../../../src/loops/derive/cheapest-order.js";

const ROUNDS: Readonly<Record<string, number>> = { n: 7, d: 5, h: 3 };
const guess = (size: string): number => ROUNDS[size]!;

const factor = (indices: readonly IndexVariable[], role: "data" | "parameter" = "parameter"): Expr =>
  element({ name: `${role}${String(indices.length)}`, role, shape: indices.map(({ size }) => size) }, indices);

/** Products in the loops, when indices are summed in this order and nothing is data. */
function cost(order: readonly IndexVariable[], factors: readonly Expr[]): number {
  let rest: readonly (readonly IndexVariable[])[] = factors.map(({ free }) => free);
  let total = 0;
  for (const index of order) {
    const inside = rest.filter((free) => free.includes(index));
    const union = [...new Set(inside.flat())];
    total += inside.length * union.reduce((product, { size }) => product * guess(String(size)), 1);
    rest = [...rest.filter((free) => !inside.includes(free)), union.filter((other) => other !== index)];
  }
  return total;
}

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const item of items)
    for (const rest of permutations(items.filter((other) => other !== item))) yield [item, ...rest];
}

test("costs as little as the best of all orders", () => {
  const sizes = fc.array(fc.constantFrom("n", "d", "h"), { minLength: 1, maxLength: 6 });
  const sets = fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(sizes, sets, fc.nat(2), (ranges, positions, kept) => {
      const indices = ranges.map((size) => freshIndex(size));
      const factors = positions.map((set) => factor([...new Set(set.map((k) => indices[k % indices.length]!))]));
      const summed = indices.slice(Math.min(kept, indices.length - 1));
      const order = cheapestOrder(summed, factors, guess);
      expect(new Set(order)).toEqual(new Set(summed));
      const best = Math.min(...[...permutations(summed)].map((other) => cost(other, factors)));
      expect(cost(order, factors)).toBe(best);
    }),
    { numRuns: 60, seed: 2022 },
  );
});

describe("a chain of layers", () => {
  /** Σ A[i1, i2] A[i2, i3] … v[ik]: free at the left end, a vector at the right. */
  const chain = (length: number): readonly [readonly IndexVariable[], readonly Expr[]] => {
    const links = Array.from({ length }, () => freshIndex("h"));
    return [links, [...links.slice(1).map((link, k) => factor([links[k]!, link])), factor([links.at(-1)!])]];
  };

  it.each([4, 12, 60])("of %i is summed from the vector on", (length) => {
    const [links, factors] = chain(length);
    expect(cheapestOrder(links.slice(1), factors, guess)).toEqual(links.slice(1).toReversed());
  });

  it("beside another one is summed by itself", () => {
    const [[left, leftFactors], [right, rightFactors]] = [chain(11), chain(11)];
    const order = cheapestOrder([...left.slice(1), ...right.slice(1)], [...leftFactors, ...rightFactors], guess);
    for (const links of [left, right])
      expect(order.filter((index) => links.includes(index))).toEqual(links.slice(1).toReversed());
  });
});

it("sums over data alone before all else, where that makes no larger array", () => {
  const [i, j, k] = [freshIndex("n"), freshIndex("d"), freshIndex("d")] as const;
  // Σ_i Z[i, j]² v[j] is free at run time; Σ_i Z[i, j] Z[i, k] has d² numbers.
  const square = cheapestOrder([j, i], [factor([i, j], "data"), factor([i, j], "data"), factor([j])], guess);
  expect(square).toEqual([i, j]);
  const pair = [factor([i, j], "data"), factor([i, k], "data"), factor([j]), factor([k])];
  expect(cheapestOrder([i, j, k], pair, () => 2)).toEqual([i, j, k]);
  expect(cheapestOrder([i, j, k], pair, (size) => (size === "d" ? 1000 : 2)).at(-1)).toBe(i);
});
