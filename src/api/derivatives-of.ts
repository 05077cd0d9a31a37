/** The derived expressions as a model of L, and the points where it is compared with differences. */
import type { NumericProblem } from "../geometry/index.js";
import { fillNormal } from "../runtime/index.js";
import type { DerivativeModel } from "../verify/index.js";

export const derivativesOf = (numeric: NumericProblem): DerivativeModel => ({
  dimension: numeric.dimension,
  loss: (x) => numeric.loss(x),
  gradient(x, out) {
    out.set(numeric.gradient(x));
  },
  hessian(x, out) {
    out.set(numeric.hessian(x));
  },
  thirdContraction(x, S, out) {
    numeric.curvatureAt(x).thirdContraction(x, S, out);
  },
});

const MOST = 3;
const SEED = 11;

/** Some of the points, and one near each: on Γ alone a wrong gradient may vanish like the right one. */
export function withNeighbours(points: readonly Float64Array[]): Float64Array[] {
  const some = points.slice(0, MOST);
  const neighbours = some.map((x, k) => {
    const offset = new Float64Array(x.length);
    fillNormal(SEED, k, 0, offset, x.length);
    return x.map((value, a) => value + 0.1 * offset[a]!);
  });
  return [...some, ...neighbours];
}
