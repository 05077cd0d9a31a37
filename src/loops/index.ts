export { LOOP_KERNELS, type LoopKernelName, deriveLoops } from "./derive/derive.js";
export type { LoopDerivation, LoopKernel } from "./kernel.js";
export type { LoopProblem } from "./problem.js";
export { lowerLoops } from "./lower/lower.js";
export type { Guess } from "./size-cost.js";
export type { LoopFunction, LoopProgram } from "./program.js";
export { type LoopText, writeTypeScript } from "./write/typescript.js";
