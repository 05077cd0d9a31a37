import { divide, num } from "../expr/index.js";
import { limits } from "../runtime/index.js";
import { gradientDynamics } from "./dynamics.js";
import { alongTop } from "./sharpness.js";

/** −¼ P∇ln λ₁ = −¼ P∇λ₁ / λ₁. */
export const normalizedGd = gradientDynamics(limits.normalizedGd, (manifold) =>
  alongTop(manifold, (lambda1) => divide(num(-1, 4), lambda1)),
);
