export { type CompiledModule, compileModule } from "./compile.js";
export { type LoopsSpec, emitLoops } from "./loops.js";
export { type EmittedModule, type KernelStats, type SelfCheck, emitModule } from "./module.js";
export type { EigenvectorSpec, ModuleSpec, NoiseSpec } from "./spec.js";
export { writeIfChanged } from "./write.js";
