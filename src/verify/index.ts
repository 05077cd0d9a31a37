export { checkBatch } from "./batch.js";
export { type Check, Comparison, formatPoint, largest } from "./check.js";
export { checkClosedFlow } from "./closed-flow.js";
export { type DerivativeModel, checkDerivatives } from "./derivatives.js";
export { checkDrift } from "./drift.js";
export { pointsNear, tolerant } from "./near.js";
export { checkSamples } from "./samples.js";
export { checkGeometry } from "./geometry.js";
export { type DriftMember, checkDynamics, runtimeOptions, trialValues } from "./dynamics.js";
