/** gen-sde/derive: the derivation as typed objects, for programs and tests. */
export { Derivation, type NoiseName, type Term } from "./derivation.js";
export { type DeriveOptions, derive } from "./derive.js";
export { type Domain, Formula, type PointLike } from "./formula.js";
export { DiagnosticError } from "../diagnostics/index.js";
