export { type Analysis, analyse } from "./analyse.js";
export { chosenDynamics } from "./dynamics.js";
export { lossFromFormula } from "./formula.js";
export {
  type Emitted,
  type Generated,
  generate,
  generateFrom,
  largestError,
  sectionsOf,
  targetForPaths,
} from "./generate.js";
export { provenance } from "./module.js";
export { type LeanValues, leanValuesAt } from "./lean-values.js";
export { LOCAL_SGD } from "./other-drifts.js";
export { valuesAt } from "./point.js";
export { type Given, type Sample, sampleOf } from "./sample.js";
export type { PointOptions, PointValues } from "./values.js";
export { version } from "./version.js";
