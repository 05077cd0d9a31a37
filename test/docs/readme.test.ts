/** The README and the pages on output and on derive() show what is printed; their programs run. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { screen } from "../../src/cli/screen.js";
import { generate } from "../../src/pipeline/index.js";
import { readLoss } from "../../src/read/index.js";
import { derive } from "../../src/vitest/index.js";
import { programOf, readPage, run, typeErrors } from "./program.js";

const readme = readPage("README.md");

describe("what is printed for the hyperbola", async () => {
  const path = new URL("../../examples/hyperbola.loss.ts", import.meta.url).pathname;
  const generated = await generate(readLoss(path));
  const printed = screen({ generated, file: "generated/hyperbola.sde.ts", changed: true, milliseconds: 0 }, {});
  /** Times and sizes differ from run to run and from version to version. */
  const settled = (text: string): string => text.replace(/^ +(wrote|unchanged) .*$/m, "").trim();

  it("is on its page as a whole", () => {
    const [, shown] = /```\n\$ npx gen-sde examples\/hyperbola\.loss\.ts\n([^`]*)```/.exec(readPage("docs/output.md"))!;
    expect(settled(shown!)).toBe(settled(printed));
  });

  it("is in the README in parts, with … for what is left out", () => {
    const [, shown] = /```\n(hyperbola {3}[^`]*)```/.exec(readme)!;
    const parts = shown!.split(/^ +…\n/m);
    expect(parts.length).toBeGreaterThan(1);
    const places = parts.map((part) => printed.indexOf(part.trimEnd()));
    expect(places[0]).toBe(0);
    for (const [i, place] of places.entries()) expect(place, parts[i]).toBeGreaterThan(places[i - 1] ?? -1);
  });

  it("is derived from the loss that the README shows", () => {
    const shown = programOf(readme, "// examples/hyperbola.loss.ts").replace(/^.*\n/, "");
    expect(readFileSync(path, "utf8")).toContain(shown);
  });
});

it("shows a program that runs, and whose two numbers agree", async () => {
  const program = programOf(readme, "import { create }");
  expect(typeErrors(new Map([["program", program]]))).toEqual([]);
  const [[discrete], [limit]] = (await run(program)) as [[number], [number]];
  // u(1) of the label-noise flow: u² - v² decays as exp(-t) along uv = 1.
  const C = (2 ** 2 - 0.5 ** 2) * Math.exp(-1);
  const exact = Math.sqrt((C + Math.sqrt(C * C + 4)) / 2);
  expect(Math.abs(limit - exact)).toBeLessThan(0.01);
  expect(Math.abs(discrete - exact)).toBeLessThan(0.1);
});

it("shows a test that passes", async () => {
  const tests: string[] = [];
  const test = (name: string, body: () => void): void => {
    body();
    tests.push(name);
  };
  const program = programOf(readPage("docs/derive.md"), 'import { derive } from "gen-sde/vitest"');
  await run(program, { "gen-sde/vitest": { derive }, vitest: { expect, test } });
  expect(tests).toEqual(["SGD on the hyperbola"]);
});

it("shows in docs/derive.md what is printed", async () => {
  const program = programOf(readPage("docs/derive.md"), 'import { derive } from "gen-sde/derive"');
  const printed = await run(program, { "gen-sde/derive": { derive } });
  expect(printed).toEqual([["-c*u*(u^2 - v^2)/(2*(u^2 + v^2))"], [-0.8823529411764706]]);
});
