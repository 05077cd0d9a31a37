/** Exit codes, and how an error leaves the program. */
import { CATALOGUE, type Diagnostic, DiagnosticError, printDiagnostics } from "../diagnostics/index.js";

export const EXIT = {
  ok: 0,
  /** The loss file cannot be read or has no manifold (GS1xx–GS3xx), or a file cannot be read or written (GS5xx). */
  input: 1,
  /** `validate` found that an algorithm does not follow its limit. */
  disagreement: 1,
  /** The command line is wrong. */
  usage: 2,
  /** A self-check failed (GS4xx): nothing was written. */
  selfCheck: 3,
  /** A fault of gen-sde itself. */
  internal: 70,
  /** Stopped by Ctrl-C: 128 + SIGINT. */
  interrupted: 130,
} as const;

/** What is wrong with the command line itself, not with a file that it names. */
const USAGE: readonly string[] = (
  [
    "noFiles",
    "missingParams",
    "unknownList",
    "unknownDynamics",
    "badName",
    "unknownPart",
    "badOption",
    "commandLine",
    "reportOptions",
    "unknownProcess",
    "unknownColumn",
    "runOptions",
    "validateOptions",
  ] as const
).map((key) => CATALOGUE[key].code);

export function exitCodeOf(error: unknown): number {
  if (!(error instanceof DiagnosticError)) return EXIT.internal;
  const has = (test: (code: string) => boolean): boolean => error.diagnostics.some(({ code }) => test(code));
  if (has((code) => code.startsWith("GS4"))) return EXIT.selfCheck;
  // What is wrong in a file has a place there.
  const isUsage = error.diagnostics.some(({ code, span }) => USAGE.includes(code) && !span);
  return isUsage ? EXIT.usage : EXIT.input;
}

/** Prints an error for people, on standard error. */
export function printError(error: unknown): void {
  if (error instanceof DiagnosticError) {
    process.stderr.write(`${printDiagnostics(error.diagnostics, { colours: process.stderr.isTTY })}\n`);
    return;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.stderr.write("This is a fault of gen-sde: please report it with the loss file.\n");
}

const diagnosticToJson = ({ code, severity, message, help, span }: Diagnostic) => ({
  code,
  severity,
  message,
  help,
  ...(span && { file: span.file, line: span.line, column: span.column }),
});

/** The same for machines. */
export function errorToJson(error: unknown): object[] {
  if (error instanceof DiagnosticError) return error.diagnostics.map(diagnosticToJson);
  return [{ code: "internal", severity: "error", message: error instanceof Error ? error.message : String(error) }];
}

export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
};
