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

interface Plan {
  readonly cost: number;
  readonly order: readonly IndexVariable[];
}

/** What is left to be summed depends on which indices are gone, not on their order: one plan for each set of them. */
function cheapestOrder({ indices, factors }: Product, guess: Guess): readonly IndexVariable[] {
  const plans = new Map<string, Plan>();
  const plan = (left: readonly IndexVariable[], outlines: readonly Outline[]): Plan => {
    const key = left.map(({ name }) => name).join(" ");
    let best = left.length === 0 ? { cost: 0, order: [] } : plans.get(key);
    if (best) return best;
    for (const variable of left) {
      const step = eliminate(variable, outlines, guess);
      const others = left.filter((other) => other !== variable);
      const after = plan(others, step.rest);
      const cost = step.cost + after.cost;
      if (!best || cost < best.cost) best = { cost, order: [variable, ...after.order] };
    }
    plans.set(key, best!);
    return best!;
  };
  const outlines = factors.map((factor) => ({ free: factor.free, early: isEarly(factor) }));
  return plan(indices, outlines).order;
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
