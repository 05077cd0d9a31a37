/** Small dense linear algebra on row-major Float64Array. */
export { choleskyFactor, choleskySolve } from "./cholesky.js";
export { type Eigenpairs, largestEigenpairs } from "./largest-eigenpairs.js";
export { multiply, multiplyVector, transpose } from "./matrix.js";
export { orthogonalRows } from "./orthogonal-rows.js";
export { symmetricPseudoInverse } from "./pseudo-inverse.js";
export { symmetricEigen, type SymmetricEigen } from "./symmetric-eigen.js";
export { addScaled, dot, norm } from "./vectors.js";
