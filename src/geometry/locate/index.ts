export { type LocateFailure, locate } from "./locate.js";
export type { Minimizer } from "./settle.js";
export { Squares } from "./squares.js";
export { extent, norm } from "./vectors.js";
