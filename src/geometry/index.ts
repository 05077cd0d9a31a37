export { conservedQuantities } from "./conserved.js";
export { type ClosedFlowForm, closedFlowOf } from "./closed-flow.js";
export {
  type GeneralManifold,
  type LeastSquaresManifold,
  type Manifold,
  type Route,
  hessianPseudoInverse,
  tangentProjector,
  traceOfHessian,
} from "./manifold.js";
export { type NormalAlgebra, matrixOf } from "./normal-algebra.js";
export { NumericProblem } from "./numeric.js";
export { dependsOnParameters } from "./recognise.js";
export { NormalSpace } from "./normal-space.js";
export { Problem } from "./problem.js";
export { checkDeclared } from "./declared.js";
export { type Located, findManifold } from "./find.js";
export { type LocateFailure, type Minimizer, locate } from "./locate/index.js";
