import { largestEigenpairs } from "../linear-algebra/index.js";
import type { LossKernels } from "../sized/index.js";

/** λ_k / λ_1 below this is 0. */
const NOTHING = 1e-9;
/** The least eigenvalue that is not 0 is so many times larger than the next. */
const GAP = 1e3;
const FIRST = 16;

/**
 * The rank of ∇²L at a point of Γ, by its largest eigenvalues, twice as many at a time until one is 0; undefined where
 * there is no clear gap between those that are 0 and those that are not.
 */
export function numericalRank(hessianVector: LossKernels["hessianVector"], x: Float64Array): number | undefined {
  const D = x.length;
  for (let count = Math.min(FIRST, D); ; count = Math.min(2 * count, D)) {
    const { values } = largestEigenpairs(
      (v, out) => {
        hessianVector(x, v, out);
      },
      D,
      count,
    );
    const least = NOTHING * values[0]!;
    const rank = values.filter((value) => value > least).length;
    if (rank < count || count === D) return values[rank - 1]! > GAP * Math.abs(values[rank] ?? 0) ? rank : undefined;
  }
}
