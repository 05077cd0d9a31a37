/** Losses with named sizes: what their models have in common, whether by residuals or by eigenvectors. */
export { type Frame, geometryOf } from "./frame.js";
export type { DriftTermKernels, LossKernels, NoiseKernel, ResidualKernels } from "./kernels.js";
export { noisesOf } from "./noises.js";
export { sizedModel, type SizedModel, type SizedModelSpec } from "./sized-model.js";
