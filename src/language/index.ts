/** The loss language: what loss files import from "gen-sde". Every function here has a reading in src/read. */
export type { Matrix, Scalar, Vector } from "./types.js";
export { mean, prod, sum } from "./reductions.js";
export { dot, matvec, norm2, range, softmax } from "./vectors.js";
export { erf, logsumexp, relu, sigmoid, softplus } from "../runtime/special.js";
