/** What is wrong with the user's input, where, and what to write instead. */
import { CATALOGUE, type Key } from "./catalogue.js";
import type { Entry, Severity } from "./entry.js";

/** A stretch of a source file; `line` and `column` count from 1. */
export interface Span {
  readonly file: string;
  /** The whole text of the file: what the code frame is cut from. */
  readonly source: string;
  readonly start: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly span?: Span;
}

type Holes<Text extends string> = Text extends `${string}{{${infer Hole}}}${infer Rest}` ? Hole | Holes<Rest> : never;
/** What fills the holes `{{name}}` of an entry's message and help. */
export type Values<K extends Key> = Readonly<
  Record<Holes<(typeof CATALOGUE)[K]["message"]> | Holes<(typeof CATALOGUE)[K]["help"]>, string | number>
>;
/** Nothing to pass for an entry without holes. */
export type ValuesOf<K extends Key> = keyof Values<K> extends never ? [] : [values: Values<K>];

const fill = (template: string, values: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{\{(\w+)\}\}/g, (_, hole: string) => String(values[hole]));

export function diagnostic<K extends Key>(key: K, span: Span | undefined, ...[values]: ValuesOf<K>): Diagnostic {
  const entry: Entry = CATALOGUE[key];
  return {
    code: entry.code,
    severity: entry.severity ?? "error",
    message: fill(entry.message, values ?? {}),
    help: fill(entry.help, values ?? {}),
    ...(span && { span }),
  };
}

/** Thrown to the user with everything that was found wrong. */
export class DiagnosticError extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
    this.name = "DiagnosticError";
  }
}
