/** The limiting dynamics: one file each, a table of those along Γ, and the registry of everything that can be run. */
export { limits, type LimitName } from "./limits.js";
export {
  createProcess,
  describeDynamics,
  type DynamicsDescription,
  type ProcessSpec,
  type RegisteredName,
  registry,
} from "./registry.js";
export type { Given, Option, OptionTable, OptionValue } from "./options.js";
export type { AdamLimitOptions } from "./adam.js";
export type { Dynamics, DynamicsText, LimitCoefficients, LimitingDynamics, Potential } from "./dynamics.js";
export type { LabelNoiseOptions } from "./label-noise.js";
export type { LocalSgdLimitOptions } from "./local-sgd.js";
export type { PreconditionedOptions, Scales } from "./preconditioned.js";
export { type Watch, watched } from "./watch.js";
export { type SlowFlow, slowSystem, type SlowSystem } from "./slow-system.js";
