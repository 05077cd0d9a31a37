export { derivation, differentiate, differentiator } from "./derivative.js";
export * from "./tensors.js";
export * as matrices from "./matrices.js";
export { type Direction, Jet, Tape } from "./tape/index.js";
