/**
 * The order of the loops around one step: the inner loop runs along rows (stride 1 wherever it matters), an accumulator
 * stays in a register if it can, and samples are outermost, so that what is done for one sample can be fused.
 */
import type { Element, Expr, IndexVariable } from "../../expr/index.js";
import { permutations } from "../lets.js";
import { elementsOf } from "../dependence.js";

const STRIDED = 8;
/** What it is worth to have the samples outermost: more than two strided accesses one loop further out. */
const LATE_SAMPLE = 2;

/** Traffic of one access when the loop over `variable` advances: nothing, the next entry, or another row. */
function traffic({ indices }: Element, variable: IndexVariable): number {
  const axis = indices.findLastIndex((i) => i.free.includes(variable));
  if (axis < 0) return 0;
  return axis === indices.length - 1 && indices[axis] === variable ? 1 : STRIDED;
}

export function loopOrder(
  indices: readonly IndexVariable[],
  target: Element,
  value: Expr,
  isSample: (variable: IndexVariable) => boolean,
): readonly IndexVariable[] {
  if (indices.length < 2) return indices;
  // The target is written, and read as well when it accumulates.
  const touched = [...elementsOf(value), target, target];
  const cost = (order: readonly IndexVariable[]): number =>
    order.reduce(
      (total, variable, depth) => {
        const weight = 10 ** (depth + 1 - order.length);
        return total + weight * touched.reduce((sum, access) => sum + traffic(access, variable), 0);
      },
      indices.some(isSample) && !isSample(order[0]!) ? LATE_SAMPLE : 0,
    );
  let best = indices;
  for (const order of permutations(indices)) if (cost(order) < cost(best)) best = order;
  return best;
}
