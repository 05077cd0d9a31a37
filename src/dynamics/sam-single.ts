import { num } from "../expr/index.js";
import { limits } from "../runtime/index.js";
import { gradientDynamics } from "./dynamics.js";
import { alongTrace } from "./sharpness.js";

/** A sample's own Hessian has rank one, so that its λ₁ is its trace: a closed form for any M. */
export const samSingle = gradientDynamics(limits.samSingle, (manifold) => alongTrace(manifold, num(-1, 2)));
