/** gen-sde/runtime: what generated simulators import, and what runs them. */

// Models, and what is computed from them at a point.
export type { LabelledSamples, Model, ModelBatch, NoiseBatch, NoiseModel, NoiseName, Samples } from "./model.js";
export { type DataArray, DataReader, entryNames, type FlatArray } from "./arrays/index.js";
export {
  type NormalFrame,
  residualModel,
  type ResidualModel,
  type ResidualModelOptions,
  type StructuredHessian,
} from "./least-squares/index.js";
export {
  eigenModel,
  type EigenModel,
  type EigenModelOptions,
  type GeneralKernels,
  numericalRank,
} from "./general-loss/index.js";
export type { LossKernels, NoiseKernel, ResidualKernels, SizedModel } from "./sized/index.js";
export { labelsOf, sampleLabels, sampledLoss, samplesOf } from "./samples/index.js";
export type { CurvatureModel } from "./spectral/eigen-frame.js";
export {
  type Covariance,
  type CovarianceOptions,
  type Factor,
  hessianCovariance,
  isotropicCovariance,
  noiseCovariance,
  type NormalModes,
  sampleCovariance,
} from "./normal-space/index.js";
export { gradientFlow, type GradientFlowOptions, type GradientFlowResult } from "./flow/gradient-flow.js";
export { type ClosedFlow, type DiagonalQuadratics, productFlow, quadraticFlow } from "./closed-flow/index.js";
export { flowMap } from "./flow/flow-map.js";
export { type ArcMotion, chart, type Chart, type ChartOptions } from "./chart/index.js";
export { retraction, type RetractionOptions } from "./flow/retraction.js";
export { secondDerivativeOfFlow, type SecondDerivativeOfFlow } from "./flow/second-derivative.js";
export type { ResidualDerivatives } from "./spectral/residual-frame.js";
export { type DriftTerms, spectralCoefficients, type SpectralCoefficients } from "./spectral/coefficients.js";

// The limiting dynamics by eigenvectors, and every algorithm with its limit by name.
export {
  type AdamLimitOptions,
  createProcess,
  describeDynamics,
  type Dynamics,
  type DynamicsDescription,
  type DynamicsText,
  type Given,
  type LabelNoiseOptions,
  type LimitCoefficients,
  type LimitingDynamics,
  type LimitName,
  limits,
  type LocalSgdLimitOptions,
  type Option,
  type OptionTable,
  type OptionValue,
  type Potential,
  type PreconditionedOptions,
  type ProcessSpec,
  type RegisteredName,
  registry,
  type Scales,
  type SlowFlow,
  type Watch,
  watched,
  slowSystem,
  type SlowSystem,
} from "./limits/index.js";

// Processes: the algorithms, then their limits.
export { type Process, stepsTo } from "./processes/process.js";
export type { LearningRate, Schedule } from "./processes/schedule.js";
export type { GradientNoiseOptions } from "./processes/stochastic-gradient.js";
export { adam, type AdamOptions, rmsprop, type RmsPropOptions } from "./processes/adam.js";
export { heavyBall, type HeavyBallOptions } from "./processes/heavy-ball.js";
export { itoSgd, type ItoSgdOptions } from "./processes/ito-sgd.js";
export { labelNoiseSgd, type LabelNoiseSgd, type LabelNoiseSgdOptions } from "./processes/label-noise-sgd.js";
export { localSgd, type LocalSgdOptions } from "./processes/local-sgd.js";
export { normalizedGd, type NormalizedGdOptions } from "./processes/normalized-gd.js";
export { preconditionedSgd, type PreconditionedSgdOptions } from "./processes/preconditioned-sgd.js";
export { sam, type SamOptions, singleSampleSam, type SingleSampleSamOptions } from "./processes/sam.js";
export { sampleSgd, type SampleSgd, type SampleSgdOptions } from "./processes/sample-sgd.js";
export { sgd, type SgdOptions } from "./processes/sgd.js";
export { sqrtLossGd, type SqrtLossGdOptions } from "./processes/sqrt-loss-gd.js";
export { flowNoise, type FlowNoiseOptions } from "./processes/flow-noise.js";
export { limitingFlow, type LimitingFlowOptions } from "./processes/limiting-flow.js";
export { limitingSde, type LimitingSdeOptions } from "./processes/limiting-sde.js";
export { slowSde, type SlowSdeOptions } from "./processes/slow-sde.js";

// Running them.
export { ensemble, ensembleOverTime } from "./ensemble/ensemble.js";
export type { Estimate, Histogram, StreamedEstimate } from "./ensemble/estimate.js";
export type { EnsembleOptions, Estimates, Frame, Times } from "./ensemble/plan.js";
export type { Cells } from "./ensemble/tally.js";
export type { Observable } from "./ensemble/work.js";
export { SimulationError, type SimulationErrorCode, type SimulationErrorDetails } from "./errors.js";
export { simulate, type SimulateOptions, type State } from "./simulate.js";

// Statistics, random numbers, linear algebra and special functions.
export { type KolmogorovSmirnov, kolmogorovTail, ksTest, ksTest2 } from "./statistics/kolmogorov-smirnov.js";
export { normalCdf, summarize, type Summary } from "./statistics/summary.js";
export { fillNormal, fillRademacher, fillUniform, philox4x32 } from "./random/index.js";
export {
  choleskyFactor,
  choleskySolve,
  symmetricEigen,
  type SymmetricEigen,
  symmetricPseudoInverse,
} from "./linear-algebra/index.js";
export { type BatchModule, batches } from "./simd/batch.js";
export { type SimdKernel, type SimdModule, type SimdUse, withSimd } from "./simd/kernels.js";
export { erf, erfc, logsumexp, relu, sigmoid, softplus } from "./special.js";
