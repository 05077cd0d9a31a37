export type { ClosedFlow } from "./closed-flow.js";
export { productFlow } from "./product-flow.js";
export { type DiagonalQuadratics, quadraticFlow } from "./quadratic-flow.js";
