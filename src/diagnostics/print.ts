/** Diagnostics as text: position, message, code frame, help. */
import { relative } from "node:path";
import pc from "picocolors";
import type { Diagnostic, Span } from "./diagnostic.js";

export interface PrintOptions {
  readonly colours?: boolean;
  /** Directory that paths are shown relative to. */
  readonly directory?: string;
}

type Colours = ReturnType<typeof pc.createColors>;

/** Lines of context above and below the marked one. */
const [ABOVE, BELOW] = [2, 1];

function printFrame(
  { source, line, column, length }: Span,
  colours: Colours,
  paint: (text: string) => string,
): string[] {
  const lines = source.split(/\r?\n/);
  const first = Math.max(1, line - ABOVE);
  const last = Math.min(lines.length, line + BELOW);
  const width = String(last).length;
  const gutter = (label: string | number) => colours.dim(`${String(label).padStart(width)} |`);
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset).flatMap((number) => {
    const text = lines[number - 1] ?? "";
    const row = `${gutter(number)} ${text}`.trimEnd();
    if (number !== line) return [row];
    // A span over several lines is marked to the end of its first. Tabs stay tabs, so that the marks stand below.
    const indent = text.slice(0, column - 1).replace(/[^\t]/g, " ");
    const marks = "^".repeat(Math.max(1, Math.min(length, text.length - column + 1)));
    return [row, `${gutter("")} ${indent}${paint(marks)}`];
  });
}

export function printDiagnostic(
  { code, severity, message, help, span }: Diagnostic,
  { colours: wanted = false, directory = process.cwd() }: PrintOptions = {},
): string {
  const colours = pc.createColors(wanted);
  const paint = severity === "error" ? colours.red : colours.yellow;
  const place = span ? `${relative(directory, span.file)}:${span.line}:${span.column} - ` : "";
  const head = `${place}${paint(severity)} ${colours.dim(`${code}:`)} ${colours.bold(message)}`;
  const frame = span ? ["", ...printFrame(span, colours, paint), ""] : [];
  return [head, ...frame, `${colours.cyan("help:")} ${help}`].join("\n");
}

export const printDiagnostics = (diagnostics: readonly Diagnostic[], options?: PrintOptions): string =>
  diagnostics.map((each) => printDiagnostic(each, options)).join("\n\n");
