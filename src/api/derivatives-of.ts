import type { NumericProblem } from "../geometry/index.js";
import type { DerivativeModel } from "../verify/index.js";

/** The derived expressions as a model of L. */
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
