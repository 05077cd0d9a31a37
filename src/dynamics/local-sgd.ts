import { type Expr, add, call, divide, multiply, negate, num, one, subtract } from "../expr/index.js";
import { traceOfHessian } from "../geometry/index.js";
import { limits } from "../runtime/index.js";
import type { Dynamics } from "./dynamics.js";
import { noClosedForm } from "./sharpness.js";
import { limitingSde } from "./terms.js";

/** ψ(x) = (e^−x − 1 + x)/x, by expm1: the absolute error is one rounding for every x > 0. */
const psi = (x: Expr): Expr => divide(add(call("expm1", negate(x)), x), x);

/**
 * For M = 1 the two rates are λ (mixed) and 2λ (normal) with λ = tr ∇²L, and each term of the drift of SGD gets the
 * weight 1 + (K − 1) ψ(α·rate), all divided by B.
 */
export const localSgd: Dynamics = {
  limit: limits.localSgd,
  noisy: true,
  inputs: [
    { name: "workers", doc: "K, the number of workers", as: "option", trial: 4 },
    { name: "batch", doc: "B, the samples per step of all workers together", as: "option", trial: 4 },
    { name: "alpha", doc: "α = ηH for H local steps between two averages", as: "option", trial: 0.6 },
  ],
  isGradient: false,
  closedForm({ manifold, noise, inputs }) {
    if (manifold.normal.rank > 1) return noClosedForm(manifold);
    const [workers, batch, alpha] = [inputs.workers![0]!, inputs.batch![0]!, inputs.alpha![0]!];
    const lambda = traceOfHessian(manifold);
    const weight = (rate: Expr): Expr => add(one, multiply(subtract(workers, one), psi(multiply(alpha, rate))));
    const { compensation, mixed, normal } = limitingSde(manifold, noise);
    const [onMixed, onNormal] = [weight(lambda), weight(multiply(num(2), lambda))];
    return normal.map((e, a) =>
      divide(add(compensation[a]!, multiply(onMixed, mixed[a]!), multiply(onNormal, e)), batch),
    );
  },
};
