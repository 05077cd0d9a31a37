/** gen-sde/runtime: what generated simulators import, and what runs them. */
export {
  choleskyFactor,
  choleskySolve,
  symmetricEigen,
  type SymmetricEigen,
  symmetricPseudoInverse,
} from "./linear-algebra/index.js";
export { ensemble, type EnsembleOptions, type Estimate, type Observable } from "./ensemble.js";
export { SimulationError, type SimulationErrorCode, type SimulationErrorDetails } from "./errors.js";
export { gradientFlow, type GradientFlowOptions, type GradientFlowResult } from "./flow.js";
export { type KolmogorovSmirnov, ksTest, ksTest2 } from "./kolmogorov-smirnov.js";
export type { Model, NoiseModel, NoiseName } from "./model.js";
export { fillNormal } from "./normal.js";
export { philox4x32 } from "./philox.js";
export { flowNoise, type FlowNoiseOptions } from "./processes/flow-noise.js";
export { limitingSde, type LimitingSdeOptions } from "./processes/limiting-sde.js";
export type { Process } from "./processes/process.js";
export { sgd, type SgdOptions } from "./processes/sgd.js";
export { retraction, type RetractionOptions } from "./retraction.js";
export { simulate, type SimulateOptions, type State } from "./simulate.js";
export { erf, erfc, logsumexp, relu, sigmoid, softplus } from "./special.js";
export { spectralCoefficients, type SpectralCoefficients } from "./spectral.js";
export { normalCdf, summarize, type Summary } from "./statistics.js";
export { fillRademacher, fillUniform } from "./uniform.js";
