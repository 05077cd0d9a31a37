/** gen-sde/derive: the derivation as typed objects, for programs and tests. */
export { Derivation } from "./derivation.js";
export { type DeriveOptions, derive } from "./derive.js";
export { Formula } from "./formula.js";
export type { Domain, NoiseName, PointLike, Term } from "./language.js";
export { DiagnosticError } from "../diagnostics/index.js";
