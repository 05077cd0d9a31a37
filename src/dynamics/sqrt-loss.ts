import { num } from "../expr/index.js";
import { limits } from "../runtime/index.js";
import { gradientDynamics } from "./dynamics.js";
import { alongTop } from "./sharpness.js";

export const sqrtLoss = gradientDynamics(limits.sqrtLoss, (manifold) => alongTop(manifold, () => num(-1, 8)));
