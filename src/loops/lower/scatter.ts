/**
 * t_k = Σ_i δ(i + 1, k) f_i is no sum to be searched: each round adds its f_i to t_{i+1}. No entry before the first or
 * after the last is touched, since i + 1 is in the range of k for every i; so is a position that an argument gives.
 */
import {
  type Element,
  type Expr,
  type IndexVariable,
  isWithin,
  multiply,
  one,
  rationalNumber,
  solveDelta,
  substitute,
} from "../../expr/index.js";

interface Scattered {
  readonly target: Element;
  /** The indices that still have loops of their own. */
  readonly indices: readonly IndexVariable[];
  readonly value: Expr;
}

/**
 * target[indices] += value, with the deltas that place it resolved; undefined without any. In a sum only those count in
 * which its variable `over` stands.
 */
export function scatter(
  target: Element,
  indices: readonly IndexVariable[],
  over: IndexVariable | undefined,
  value: Expr,
): Scattered | undefined {
  const factors = value.kind === "mul" ? value.factors : [value];
  for (const factor of factors) {
    if (factor.kind !== "delta") continue;
    for (const k of indices) {
      const place = solveDelta(k, factor);
      if (!place || (over && !place.free.includes(over))) continue;
      if (place.kind !== "element" && !isWithin(place, k.size)) continue;
      const coefficient = value.kind === "mul" ? rationalNumber(value.coefficient) : one;
      const rest = multiply(coefficient, ...factors.filter((other) => other !== factor));
      const at = new Map<Expr, Expr>([[k, place]]);
      const moved: Scattered = {
        target: substitute(target, at) as Element,
        indices: indices.filter((other) => other !== k),
        value: substitute(rest, at),
      };
      return scatter(moved.target, moved.indices, over, moved.value) ?? moved;
    }
  }
  return undefined;
}
