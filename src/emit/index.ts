export { type CompiledModule, compileModule } from "./compile.js";
export { type EmittedModule, type KernelStats, type SelfCheck, emitModule } from "./module.js";
export type { ModuleSpec, NoiseSpec } from "./spec.js";
export { writeIfChanged } from "./write.js";
