export { type Check, formatPoint } from "./check.js";
export { checkDerivatives } from "./derivatives.js";
export { checkDrift } from "./drift.js";
export { checkGeometry } from "./geometry.js";
