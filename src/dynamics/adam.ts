import { type Expr, add, multiply, num, one, power, subtract } from "../expr/index.js";
import { limits } from "../runtime/index.js";
import type { Dynamics } from "./dynamics.js";
import type { Noise } from "./noise.js";
import { preconditionedDrift } from "./scaled.js";

/** The exponent is the usual 1/2, S = v^(−1/2), and ε = 0; the state is (x, v). */
export const adam: Dynamics = {
  limit: limits.adam,
  noisy: true,
  inputs: [
    { name: "v", doc: "the second moments, positive", as: "memory", trial: 0.7 },
    { name: "secondMomentRate", doc: "c_v in 1 − β₂ = c_v η²", as: "option", trial: 1.3 },
  ],
  isGradient: false,
  closedForm({ manifold, noise, inputs }) {
    const [v, rate] = [inputs.v!, inputs.secondMomentRate![0]!];
    const S = v.map((e) => power(e, num(-1, 2)));
    const drift = preconditionedDrift(manifold, S, noise);
    if (typeof drift === "string") return drift;
    return [...drift, ...v.map((e, a) => multiply(rate, subtract(variance(manifold.hessian, noise, a), e)))];
  },
};

/** Σ_aa. */
function variance(hessian: readonly (readonly Expr[])[], noise: Noise, a: number): Expr {
  switch (noise.kind) {
    case "isotropic":
      return one;
    case "hessian":
      return hessian[a]![a]!;
    case "general":
      return add(...noise.sigma[a]!.map((e) => power(e, num(2))));
  }
}
