/**
 * The order of contraction of sums of products. Σ_ijk a_i B_ij C_jk d_k is taken apart into its factors and put together
 * again one index at a time, in the order that costs least: (((a B) C) d) and never a matrix product. For a chain of
 * layers this finds reverse accumulation; for data it finds what can be summed at creation (q_j = Σ_i Z_ij²).
 */
import {
  type Expr,
  type IndexVariable,
  add,
  mapChildren,
  multiply,
  open,
  rationalNumber,
  sum,
} from "../../expr/index.js";
import { combineSums } from "./combine.js";
import { isEarly } from "../dependence.js";
import { type Guess, estimate, rangeOf } from "../size-cost.js";

interface Product {
  readonly indices: readonly IndexVariable[];
  readonly factors: readonly Expr[];
}

export function contractor(guess: Guess): (e: Expr) => Expr {
  const memo = new Map<Expr, Expr>();
  const contract = (e: Expr): Expr => {
    let made = memo.get(e);
    if (made === undefined) {
      made = e.kind === "sum" ? reorder(takeApart(e)) : mapChildren(e, contract);
      if (made.kind === "add") made = add(rationalNumber(made.constant), combineSums(made.terms));
      memo.set(e, made);
    }
    return made;
  };
  const reorder = ({ indices, factors }: Product): Expr => {
    const inner = factors.map(contract);
    return assemble({ indices: cheapestOrder({ indices, factors: inner }, guess), factors: inner });
  };
  return contract;
}

/** Σ f Σ g h as one product under all its sums. */
function takeApart(e: Expr): Product {
  if (e.kind === "sum") {
    const [variable, body] = open(e);
    const { indices, factors } = takeApart(body);
    return { indices: [variable, ...indices], factors };
  }
  if (e.kind !== "mul") return { indices: [], factors: [e] };
  const parts = e.factors.map(takeApart);
  return {
    indices: parts.flatMap(({ indices }) => indices),
    factors: [rationalNumber(e.coefficient), ...parts.flatMap(({ factors }) => factors)],
  };
}

const contains = (e: Expr, variable: IndexVariable): boolean => e.free.includes(variable);

/** The product with its indices summed one after the other. */
const assemble = ({ indices, factors }: Product): Expr =>
  multiply(
    ...indices.reduce<readonly Expr[]>((rest, variable) => {
      const inside = rest.filter((factor) => contains(factor, variable));
      return [...rest.filter((factor) => !contains(factor, variable)), sum(variable, multiply(...inside))];
    }, factors),
  );

/** What the search needs to know of a factor. */
interface Outline {
  readonly free: readonly IndexVariable[];
  readonly early: boolean;
}

/** Depth-first over the orders with a bound: products in losses have few indices. */
function cheapestOrder({ indices, factors }: Product, guess: Guess): readonly IndexVariable[] {
  if (indices.length < 2) return indices;
  let best: { cost: number; order: readonly IndexVariable[] } = { cost: Infinity, order: indices };
  const search = (order: readonly IndexVariable[], rest: readonly Outline[], cost: number): void => {
    if (cost >= best.cost) return;
    if (order.length === indices.length) best = { cost, order };
    for (const variable of indices) {
      if (order.includes(variable)) continue;
      const step = eliminate(variable, rest, guess);
      search([...order, variable], step.rest, cost + step.cost);
    }
  };
  search(
    [],
    factors.map((factor) => ({ free: factor.free, early: isEarly(factor) })),
    0,
  );
  return best.order;
}

function eliminate(
  variable: IndexVariable,
  outlines: readonly Outline[],
  guess: Guess,
): { readonly cost: number; readonly rest: readonly Outline[] } {
  const inside = outlines.filter(({ free }) => free.includes(variable));
  const early = inside.filter((outline) => outline.early);
  const union = [...new Set(inside.flatMap(({ free }) => free))];
  const free = union.filter((other) => other !== variable);
  const made = { free, early: early.length === inside.length };
  const rest = [...outlines.filter((outline) => !inside.includes(outline)), made];
  // A sum over data is free at run time, but an array larger than the data (a Gram matrix) has its size as a price.
  const fits = inside.some((outline) => free.every((other) => outline.free.includes(other)));
  if (made.early) return { cost: fits ? 0 : estimate(rangeOf(free), guess), rest };
  return { cost: estimate(rangeOf(union), guess) * inside.length, rest };
}
