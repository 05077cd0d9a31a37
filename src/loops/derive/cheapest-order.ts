/**
 * The order in which the indices of Σ_ijk a_i B_ij C_jk d_k are summed at least cost. Sets of indices are bits of a
 * bigint. Indices that no factor joins, however indirectly, are ordered apart: their costs only add up.
 */
import type { Expr, IndexVariable, Size } from "../../expr/index.js";
import { splitSize } from "../../expr/index.js";
import { isEarly } from "../dependence.js";
import type { Guess } from "../size-cost.js";

/** Up to so many joined indices all orders are compared, 2^n sets of them; beyond, the cheapest next step is taken. */
const MOST_COMPARED = 12;

/** What the search needs to know of a factor. */
interface Outline {
  readonly indices: bigint;
  readonly early: boolean;
}

interface Step {
  readonly cost: number;
  /** What is left to be summed. */
  readonly rest: readonly Outline[];
}

interface Plan {
  readonly cost: number;
  readonly order: readonly bigint[];
}

type Eliminate = (index: bigint, outlines: readonly Outline[]) => Step;

/** The indices in the order of their sums, the first to be summed first. */
export function cheapestOrder(
  indices: readonly IndexVariable[],
  factors: readonly Expr[],
  guess: Guess,
): readonly IndexVariable[] {
  const all = [...new Set([...indices, ...factors.flatMap(({ free }) => free)])];
  const bits = new Map(all.map((variable, position) => [variable, 1n << BigInt(position)]));
  const setOf = (variables: readonly IndexVariable[]): bigint =>
    variables.reduce((set, variable) => set | bits.get(variable)!, 0n);
  const outlines = factors.map((factor) => ({ indices: setOf(factor.free), early: isEarly(factor) }));
  const eliminate = eliminator(
    all.map(({ size }) => entries(size, guess)),
    [...bits.values()],
  );
  const order = joined(
    indices.map((variable) => bits.get(variable)!),
    outlines,
  ).flatMap((group) =>
    group.length <= MOST_COMPARED ? compared(group, outlines, eliminate) : stepwise(group, outlines, eliminate),
  );
  const variables = new Map([...bits].map(([variable, bit]) => [bit, variable]));
  return order.map((bit) => variables.get(bit)!);
}

function entries(size: Size, guess: Guess): number {
  if (typeof size === "number") return size;
  const [name, less] = splitSize(size);
  return guess(name) - less;
}

/** The price of summing over one index: of the products in its loop, for all entries of what is made. */
function eliminator(sizes: readonly number[], bits: readonly bigint[]): Eliminate {
  const range = (set: bigint): number =>
    bits.reduce((product, bit, position) => ((set & bit) === 0n ? product : product * sizes[position]!), 1);
  return (index, outlines) => {
    const inside = outlines.filter(({ indices }) => (indices & index) !== 0n);
    const union = inside.reduce((set, { indices }) => set | indices, 0n);
    const made = { indices: union & ~index, early: inside.every(({ early }) => early) };
    const rest = [...outlines.filter((outline) => !inside.includes(outline)), made];
    if (!made.early) return { cost: range(union) * inside.length, rest };
    // A sum over data is free at run time, but an array larger than the data (a Gram matrix) has its size as a price.
    const fits = inside.some(({ indices }) => (made.indices & ~indices) === 0n);
    return { cost: fits ? 0 : range(made.indices), rest };
  };
}

/** The indices to be summed in groups: two are in one if a factor has both, or there is a third one between them. */
function joined(indices: readonly bigint[], outlines: readonly Outline[]): readonly (readonly bigint[])[] {
  const summed = indices.reduce((set, index) => set | index, 0n);
  const groups = outlines.reduce<readonly bigint[]>((sets, outline) => {
    const own = outline.indices & summed;
    const touched = sets.filter((set) => (set & own) !== 0n);
    return [...sets.filter((set) => !touched.includes(set)), touched.reduce((union, set) => union | set, own)];
  }, indices);
  return groups.map((set) => indices.filter((index) => (set & index) !== 0n));
}

/** What is left to be summed depends on which indices are gone, not on their order: one plan for each set of them. */
function compared(group: readonly bigint[], outlines: readonly Outline[], eliminate: Eliminate): readonly bigint[] {
  const plans = new Map<bigint, Plan>();
  const plan = (left: readonly bigint[], rest: readonly Outline[]): Plan => {
    const key = left.reduce((set, index) => set | index, 0n);
    let best = left.length === 0 ? { cost: 0, order: [] } : plans.get(key);
    if (best) return best;
    for (const index of left) {
      const step = eliminate(index, rest);
      const after = plan(
        left.filter((other) => other !== index),
        step.rest,
      );
      const cost = step.cost + after.cost;
      if (!best || cost < best.cost) best = { cost, order: [index, ...after.order] };
    }
    plans.set(key, best!);
    return best!;
  };
  return plan(group, outlines).order;
}

function stepwise(group: readonly bigint[], outlines: readonly Outline[], eliminate: Eliminate): readonly bigint[] {
  const order: bigint[] = [];
  let rest = outlines;
  for (let left = group; left.length > 0; left = group.filter((index) => !order.includes(index))) {
    const steps = left.map((index) => ({ index, ...eliminate(index, rest) }));
    const next = steps.reduce((best, step) => (step.cost < best.cost ? step : best));
    order.push(next.index);
    ({ rest } = next);
  }
  return order;
}
