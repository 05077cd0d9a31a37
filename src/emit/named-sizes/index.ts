export { emitNamedSizes, writeRunnable } from "./module.js";
export type { Form, LoopStats, NamedSizesModule, NamedSizesSpec } from "./spec.js";
