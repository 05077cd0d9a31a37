/** A small WebAssembly encoder, and the functions of mathematics in it, on one double and on two. */
export { type Callee, type Code, call, choose, f64, i32, lane, op, when, whileLoop } from "./code.js";
export { FunctionBuilder, type Local } from "./function.js";
export { type Lanes, PAIR, SCALAR } from "./lanes.js";
export { FORMULAS, HOST, MathLibrary } from "./math/library.js";
export { logsumexp } from "./math/logsumexp.js";
export { ModuleBuilder } from "./module.js";
export type { ValueType } from "./opcodes.js";
