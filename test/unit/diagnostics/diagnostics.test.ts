import { describe, expect, it } from "vitest";
import {
  CATALOGUE,
  DiagnosticError,
  type Entry,
  type Span,
  diagnostic,
  printDiagnostic,
} from "../../../src/diagnostics/index.js";

const entries: readonly Entry[] = Object.values(CATALOGUE);

function spanOf(source: string, marked: string): Span {
  const start = source.indexOf(marked);
  const before = source.slice(0, start).split("\n");
  return {
    file: "/work/a.loss.ts",
    source,
    start,
    length: marked.length,
    line: before.length,
    column: before.at(-1)!.length + 1,
  };
}

describe("the catalogue", () => {
  it("has every code once", () => {
    const codes = entries.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });
  it("numbers its rooms", () => {
    for (const { code } of entries) expect(code).toMatch(/^GS[1-5]\d\d$/);
  });
  it("always says what to write instead", () => {
    for (const { help } of entries) expect(help).toMatch(/^(\{\{|[A-Z`]|gen-sde).*[.…`}]$/);
  });
});

it("fills in what is particular", () => {
  const made = diagnostic("indexOutOfRange", undefined, { index: 3, length: 2, last: 1 });
  expect(made.message).toBe("index 3 is outside of an array of length 2");
  expect(made.help).toBe("Indices of an array of length 2 run from 0 to 1.");
  expect(made.severity).toBe("error");
});

it("says in an Error what was found", () => {
  const error = new DiagnosticError([diagnostic("divisionByZero", undefined), diagnostic("notReal", undefined)]);
  expect(error.message).toBe("GS301: this divides by zero\nGS302: this is not a real number");
});

describe("printing", () => {
  const print = (source: string, marked: string, colours = false): string =>
    printDiagnostic(diagnostic("divisionByZero", spanOf(source, marked)), { colours, directory: "/work" });

  it("frames the line", () => {
    expect(print("a\nb\nx / 0;\nc\nd", "x / 0")).toBe(
      `a.loss.ts:3:1 - error GS301: this divides by zero

1 | a
2 | b
3 | x / 0;
  | ^^^^^
4 | c

help: No point has a value here: mend the denominator.`,
    );
  });
  it("widens the gutter, keeps tabs and marks a span of several lines to the end of its first", () => {
    const source = `${"\n".repeat(98)}\tx /\n0`;
    expect(print(source, "x /\n0").split("\n").slice(2, 7)).toEqual([
      " 97 |",
      " 98 |",
      " 99 | \tx /",
      "    | \t^^^",
      "100 | 0",
    ]);
  });
  it("reads Windows line ends", () => {
    expect(print("a\r\nx / 0\r\n", "x / 0")).not.toContain("\r");
  });
  it("colours when asked", () => {
    expect(print("x / 0", "x / 0", true)).toContain("\u001b[31m^^^^^\u001b[39m");
  });
  it("prints without a place", () => {
    expect(printDiagnostic(diagnostic("notReal", undefined))).toBe(
      "error GS302: this is not a real number\nhelp: Roots and logarithms need positive arguments.",
    );
  });
});
