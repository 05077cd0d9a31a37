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
import type { Guess } from "../size-cost.js";
import { cheapestOrder } from "./cheapest-order.js";
import { combineSums } from "./combine.js";

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
    return assemble({ indices: cheapestOrder(indices, inner, guess), factors: inner });
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
