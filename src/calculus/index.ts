export { differentiate, differentiator } from "./derivative.js";
export * from "./tensors.js";
export * as matrices from "./matrices.js";
