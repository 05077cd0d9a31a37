export type { Noise } from "./noise.js";
export type { DriftTerms } from "./drift-terms.js";
export { type LimitingSde, limitingSde, tangentNoise } from "./terms.js";
