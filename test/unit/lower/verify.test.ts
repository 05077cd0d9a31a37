import { expect, it } from "vitest";
import { call, multiply } from "../../../src/expr/index.js";
import { lower } from "../../../src/lower/index.js";
import type { Code, Statement } from "../../../src/lower/program.js";
import { verify } from "../../../src/lower/verify.js";
import { kernel, x, y, z } from "./kernels.js";

const e = call("exp", x);
const code = lower([kernel([e, multiply(y, e)], [x, y])]);
const withStatements = (edit: (statements: readonly Statement[]) => readonly Statement[]): Code => ({
  ...code,
  programs: code.programs.map((program) => ({ ...program, parts: program.parts.map(edit) })),
});

it.each<[string, (statements: readonly Statement[]) => readonly Statement[], string]>([
  [
    "a value computed twice",
    (s) => s.filter(({ kind, value }) => kind !== "bind" || value.kind === "leaf"),
    "computes a value twice",
  ],
  ["a name given twice", (s) => [s[0]!, ...s], "names a value twice"],
  ["a result left out", (s) => s.slice(0, -1), "does not give each result once"],
])("finds %s", (_, edit, message) => {
  expect(() => verify(withStatements(edit))).toThrow(`internal: f ${message}`);
});

it("finds a read of something that is no input", () => {
  expect(() => lower([kernel([multiply(x, z)], [x])])).toThrow("internal: f reads z, which is no input");
});
