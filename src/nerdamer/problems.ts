/** What can be wrong with a formula, as rows of the catalogue of diagnostics: GS15x. */
import type { Diagnostic, Span } from "../diagnostics/index.js";

const PROBLEMS = {
  syntax: {
    code: "GS150",
    help: "Write it as in mathematics: +, -, *, /, ^, parentheses and functions, `2*x` for 2x.",
  },
  name: { code: "GS151", help: "List parameters with --params; functions are called with parentheses." },
  readings: { code: "GS152", help: "Parentheses leave no choice; or write the loss as a TypeScript file." },
} as const;
export type Problem = keyof typeof PROBLEMS;

/** A place in a formula given on the command line. */
function span(source: string, start: number, length: number): Span {
  const before = source.slice(0, start).split("\n");
  return { file: "--expr", source, start, length, line: before.length, column: before.at(-1)!.length + 1 };
}

export const problem = (
  kind: Problem,
  message: string,
  source: string,
  start = 0,
  length = source.length,
): Diagnostic => ({
  ...PROBLEMS[kind],
  severity: "error",
  message,
  span: span(source, start, length),
});
