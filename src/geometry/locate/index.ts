export { type LocateFailure, locate } from "./locate.js";
export type { Minimizer } from "./settle.js";
export { Residuals } from "./residuals.js";
export { extent, norm } from "./vectors.js";
