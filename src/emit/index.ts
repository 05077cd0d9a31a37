export { type CompiledModule, compileJavaScript, compileModule } from "./compile.js";
export { type EmittedModule, type KernelStats, type SelfCheck, emitModule } from "./module.js";
export {
  type Form,
  type LoopStats,
  type NamedSizesModule,
  type NamedSizesSpec,
  emitNamedSizes,
  writeRunnable,
} from "./named-sizes/index.js";
export { type Unwanted, partsOf } from "./only.js";
export type { ClosedFlowSpec, EigenvectorSpec, LabelKernels, ModuleSpec, NoiseSpec, Only } from "./spec.js";
export { type Target } from "./target.js";
export { makeFolder, writeIfChanged } from "./write.js";
