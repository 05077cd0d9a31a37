/** Losses of any form with named sizes, by eigenvectors of ∇²L. */
export { numericalRank } from "./numerical-rank.js";
export { eigenModel, type EigenModel, type EigenModelOptions, type GeneralKernels } from "./eigen-model.js";
