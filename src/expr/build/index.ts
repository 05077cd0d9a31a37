/**
 * Smart constructors: the only way to make expressions. Each returns the canonical form, so that equal
 * expressions are the same object; none of them changes the value where the arguments are defined.
 */
export * from "./atoms.js";
export { add, negate, size, splitCoefficient, subtract } from "./sums.js";
export { DivisionByZero, divide, multiply, power, splitPower, sqrt } from "./products.js";
export { call } from "./calls.js";
export * from "./cases.js";
