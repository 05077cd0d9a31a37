export { CATALOGUE, type Key } from "./catalogue.js";
export { type Diagnostic, DiagnosticError, type Span, type ValuesOf, diagnostic } from "./diagnostic.js";
export { type PrintOptions, printDiagnostic, printDiagnostics } from "./print.js";
export type { Entry, Severity } from "./entry.js";
