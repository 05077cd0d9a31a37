/** The normal space of Γ at a point, by eigenvectors of ∇²L or through JJᵀ, and the covariances that it is asked about. */
export {
  type Covariance,
  type CovarianceOptions,
  type Factor,
  hessianCovariance,
  isotropicCovariance,
  multiplied,
  noiseCovariance,
  sampleCovariance,
} from "./covariance.js";
export { covarianceDiagonal, hessianDiagonal } from "./diagonals.js";
export { addMixedThird, addThird, normalTerm } from "./mode-terms.js";
export { type NormalModes, thirdAt } from "./modes.js";
export { normalSpace } from "./choose.js";
export type { NormalSpace, TangentNoise } from "./normal-space.js";
export { congruence, fromScaledCoordinates, inScaledNoise } from "./scaled.js";
