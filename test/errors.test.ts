/** Every folder here is a loss that cannot be read (or is read with a warning), with what is printed about it. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CATALOGUE, type Diagnostic, DiagnosticError, printDiagnostics } from "../src/diagnostics/index.js";
import { readLoss } from "../src/read/index.js";

const here = fileURLToPath(new URL("errors/", import.meta.url));
const names = readdirSync(here, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

function diagnose(name: string): readonly Diagnostic[] {
  try {
    return readLoss(`${here}${name}/loss.ts`).warnings;
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
}

describe("what is printed about", () => {
  for (const name of names)
    it(name, async () => {
      const text = printDiagnostics(diagnose(name), { directory: `${here}${name}` });
      await expect(`${text}\n`).toMatchFileSnapshot(`errors/${name}/expected.txt`);
    });
});

it("has a sample of every error and warning of reading", () => {
  const shown = new Set(names.flatMap((name) => diagnose(name).map(({ code }) => code)));
  const ofReading = Object.values(CATALOGUE)
    .map(({ code }) => code)
    .filter((code) => /^GS(1(?!5)|2|30|31|32)/.test(code));
  // Of files that are not there, of running them, and of the layout of given values: no matter of reading. GS15x are formulas.
  const elsewhere = ["GS100", "GS198", "GS218", "GS219", "GS224"];
  expect(ofReading.filter((code) => !shown.has(code) && !elsewhere.includes(code))).toEqual([]);
});
