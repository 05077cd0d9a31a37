import { num, power, zero } from "../expr/index.js";
import { limits } from "../runtime/index.js";
import type { Dynamics } from "./dynamics.js";
import { preconditionedDrift } from "./scaled.js";

/** S = diag(∇²L)^(−1/2) and Σ = ∇²L (c = 1). */
export const precondDiagH: Dynamics = {
  limit: limits.precondDiagH,
  noisy: false,
  inputs: [],
  isGradient: false,
  unit: "c = 1",
  closedForm({ manifold }) {
    const diagonal = manifold.hessian.map((row, a) => row[a]!);
    if (diagonal.includes(zero)) return "the assumption fails, an entry of diag ∇²L is 0 on all of Γ";
    const S = diagonal.map((e) => power(e, num(-1, 2)));
    return preconditionedDrift(manifold, S, { kind: "hessian" });
  },
};
