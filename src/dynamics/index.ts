export type { Noise } from "./noise.js";
export { type DriftTerms, type LimitingSde, limitingSde, tangentNoise } from "./terms.js";
