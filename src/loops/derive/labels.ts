/**
 * The labels of a least-squares loss: a data array y with one entry for each residual, which enters that residual alone
 * and linearly, with a slope ∂r_i/∂y_i that is free of the parameters.
 */
import {
  type Element,
  type Expr,
  add,
  isZero,
  multiply,
  negate,
  num,
  one,
  substitute,
  zero,
} from "../../expr/index.js";
import { dependsOnParameters, elementsOf } from "../dependence.js";
import type { LoopProblem } from "../problem.js";
import { residualFamilies } from "./residuals.js";

export interface Labels {
  /** The name of the array. */
  readonly name: string;
  /** ∂r_i/∂y_i, in the indices of the one family of residuals. */
  readonly slope: Expr;
}

/** The array that the problem declares, or the only one that can be meant. */
export function labelsOf({ data, labels, loss }: LoopProblem): Labels | undefined {
  const [family, ...others] = residualFamilies(loss) ?? [];
  if (!family || others.length > 0) return undefined;
  const candidates = data.flatMap(({ name }): readonly Labels[] => {
    if (labels !== undefined && labels !== name) return [];
    const slope = slopeOf(name, family);
    return slope ? [{ name, slope }] : [];
  });
  return candidates.length === 1 ? candidates[0] : undefined;
}

function slopeOf(name: string, family: NonNullable<ReturnType<typeof residualFamilies>>[number]): Expr | undefined {
  const { residual, weight, indices } = family;
  const named = (e: Expr): Element[] => [...elementsOf(e)].filter(({ tensor }) => tensor.name === name);
  const [entry, ...others] = named(residual);
  if (!entry || others.length > 0 || named(weight).length > 0) return undefined;
  const isOwn = entry.indices.length === indices.length && indices.every((i) => entry.indices.includes(i));
  if (!isOwn) return undefined;
  const at = (value: Expr): Expr => substitute(residual, new Map([[entry, value]]));
  const slope = add(at(one), negate(at(zero)));
  // The second difference: a residual that is not linear in its label has one.
  const second = add(at(num(2)), multiply(num(-2), at(one)), at(zero));
  return isZero(slope) || !isZero(second) || dependsOnParameters(slope) ? undefined : slope;
}
