export type Severity = "error" | "warning";

/** One row of the catalogue. `{{name}}` in a text is filled in where it is reported. */
export interface Entry {
  readonly code: string;
  /** "error" unless told. */
  readonly severity?: Severity;
  readonly message: string;
  /** What to write instead. */
  readonly help: string;
}
