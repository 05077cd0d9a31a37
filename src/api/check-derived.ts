import type { NumericProblem } from "../geometry/index.js";
import type { Analysis } from "../pipeline/index.js";
import { type Check, checkDerivatives, type DerivativeModel, pointsNear } from "../verify/index.js";

/** The derived ∇L, ∇²L and ∂²(∇L)[S] against the function as written, by default at points of Γ and near it. */
export function checkDerived({ numeric, sample, located }: Analysis, given?: readonly Float64Array[]): Check[] {
  const onGamma = located.minimizers.slice(0, 3).map(({ x }) => x);
  const points = given ?? [...onGamma, ...pointsNear(onGamma, sample.loss)];
  return checkDerivatives(derivativesOf(numeric), sample.loss, points);
}

/** The derived expressions as a model of L. */
const derivativesOf = (numeric: NumericProblem): DerivativeModel => ({
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
