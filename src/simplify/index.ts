export { type Verdict, agree, agreeOnManifold } from "./agree.js";
export {
  type SimplifyOptions,
  Simplifier,
  simplify,
  simplifyOnManifold,
  simplifyVectorOnManifold,
} from "./closed-form.js";
export { type FactoredVector } from "./common-factor.js";
export { cost } from "./cost.js";
export { numeratorFactors } from "./numerator-factors.js";
