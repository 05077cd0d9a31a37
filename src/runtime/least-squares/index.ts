/** Least-squares losses of any size: geometry and drifts through the M × M matrix JJᵀ. */
export type { NormalFrame } from "./normal-frame.js";
export { residualModel, type ResidualModel, type ResidualModelOptions } from "./residual-model.js";
export type { StructuredHessian } from "./structured-hessian.js";
