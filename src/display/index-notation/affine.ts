/** Positions as sums of indices, sizes and a number. Indices count from 0 in the IR and from 1 in print. */
import { type Expr, type IndexVariable, num, rationals, splitCoefficient, subtract } from "../../expr/index.js";

export interface Affine {
  readonly at: number;
  /** Sizes by name, then indices. */
  readonly parts: readonly (readonly [sign: 1 | -1, part: IndexVariable | string])[];
}

/** Undefined where anything else stands in it, or anything twice. */
export function affine(e: Expr): Affine | undefined {
  const parts: (readonly [sign: 1 | -1, part: IndexVariable | string])[] = [];
  const at = e.kind === "add" ? e.constant : e.kind === "num" ? e.value : rationals.ZERO;
  if (!rationals.isIntegerQ(at)) return undefined;
  for (const term of e.kind === "add" ? e.terms : e.kind === "num" ? [] : [e]) {
    const [coefficient, part] = splitCoefficient(term);
    const sign = coefficient.denominator === 1n ? Number(coefficient.numerator) : 0;
    if ((sign !== 1 && sign !== -1) || (part.kind !== "index" && part.kind !== "size")) return undefined;
    parts.push([sign, part.kind === "size" ? part.name : part]);
  }
  const isSize = ([, part]: (typeof parts)[number]): boolean => typeof part === "string";
  return {
    at: Number(at.numerator),
    parts: [...parts.filter(isSize), ...parts.filter((part) => !isSize(part))],
  };
}

/** A position with i − 1 for each index i. */
export function counted(e: Expr): Expr {
  const indices = affine(e)?.parts.filter(([, part]) => typeof part !== "string") ?? [];
  return subtract(e, num(indices.reduce((sum, [sign]) => sum + sign, 0)));
}
