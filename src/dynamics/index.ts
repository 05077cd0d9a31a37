export type { Noise } from "./noise.js";
export type { DriftTerms } from "./drift-terms.js";
export type { Dynamics, DynamicsInput } from "./dynamics.js";
export { type DerivedDynamics, type InputSymbols, deriveDynamics } from "./derive.js";
export { DYNAMICS_NAMES, type DynamicsName } from "./table.js";
export { type Evolution, evolution } from "./evolution.js";
export { type LimitingSde, limitingSde, tangentNoise } from "./terms.js";
