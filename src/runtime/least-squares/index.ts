/** Least-squares losses of any size: geometry and drifts through the M × M matrix JJᵀ. */
export type { LossKernels, NoiseKernel, ResidualKernels } from "./kernels.js";
export { labelsOf, samplesOf } from "./label-noise.js";
export { sampleLabels } from "./sample-labels.js";
export { sampledLoss } from "./sampled-loss.js";
export type { NormalFrame } from "./normal-frame.js";
export { residualModel, type ResidualModel, type ResidualModelOptions } from "./residual-model.js";
export type { StructuredHessian } from "./structured-hessian.js";
export type { SizedModel } from "./sized-model.js";
