export * from "./node.js";
export * from "./build/index.js";
export {
  type Cut,
  type Position,
  type Range,
  asSize,
  isWithin,
  leastSize,
  positionOf,
  rangeOfSize,
  solveDelta,
} from "./range.js";
export { shorten, splitSize } from "./sizes.js";
export { freshIndex, mapChildren, open, substitute, sum } from "./rebuild.js";
export { FUNCTIONS, FUNCTION_NAMES, type FunctionName } from "./functions.js";
export * as rationals from "./rational.js";
export type { Rational } from "./rational.js";
export { compare } from "./order.js";
export { holdsForPart } from "./parts.js";
export { evaluate, evaluator, valuesOf, type Environment } from "./evaluate.js";
export { PreciseNumber, evaluatePrecisely, preciseEvaluator, type Precise } from "./evaluate-precise.js";
export { print } from "./print.js";
export { toTeX } from "./tex.js";
export { type Sizes, sizeOf, unroll, withSizes } from "./unroll.js";
export { type OperationCounts, operationCount, operationCounts, writtenSize } from "./count.js";
