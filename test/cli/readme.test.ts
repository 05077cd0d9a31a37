/** The README shows what the program prints. */
import { readFileSync } from "node:fs";
import { compileFunction } from "node:vm";
import ts from "typescript";
import { expect, it } from "vitest";
import { create } from "../../generated/hyperbola.sde.js";
import { screen } from "../../src/cli/screen.js";
import { generate } from "../../src/pipeline/index.js";
import { readLoss } from "../../src/read/index.js";
import { ensemble, limitingSde, sgd } from "../../src/runtime/index.js";
import { derive } from "../../src/vitest/index.js";

const root = new URL("../../", import.meta.url);

/** Times and sizes differ from run to run and from version to version. */
const settled = (text: string): string => text.replace(/^ +(wrote|unchanged) .*$/m, "").trim();

it("shows the derivation of the hyperbola as it is printed", async () => {
  const generated = await generate(readLoss(new URL("examples/hyperbola.loss.ts", root).pathname));
  const printed = screen({ generated, file: "generated/hyperbola.sde.ts", changed: true, milliseconds: 0 }, {});
  const readme = readFileSync(new URL("README.md", root), "utf8");
  const [, shown] = /```\n\$ npx gen-sde examples\/hyperbola\.loss\.ts\n([^`]*)```/.exec(readme)!;
  expect(settled(shown!)).toBe(settled(printed));
});

/** Runs the program of a page that begins with `first`, with these names instead of its imports. */
async function runProgram(page: string, first: string, names: Readonly<Record<string, unknown>>): Promise<void> {
  const programs = readFileSync(new URL(page, root), "utf8").matchAll(/```ts\n([^`]*)```/g);
  const program = Array.from(programs, ([, text]) => text!).find((text) => text.startsWith(first))!;
  const body = ts.transpileModule(program.replace(/^import .*\n/gm, ""), {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  }).outputText;
  const run = compileFunction(`return (async () => { ${body} })()`, Object.keys(names)) as (
    ...args: unknown[]
  ) => Promise<void>;
  await run(...Object.values(names));
}

it("shows a program that runs, and whose two numbers agree", async () => {
  const printed: number[] = [];
  const log = (value: number): unknown => printed.push(value);
  await runProgram("README.md", "import { create }", { create, ensemble, limitingSde, sgd, console: { log } });
  const [discrete, limit] = printed as [number, number];
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
  await runProgram("README.md", "import { derive }", { derive, expect, test });
  expect(tests).toEqual(["SGD on the hyperbola"]);
});

it("shows in docs/derive.md what is printed", async () => {
  const printed: unknown[] = [];
  const log = (value: unknown): unknown => printed.push(value);
  await runProgram("docs/derive.md", "import { derive }", { derive, console: { log } });
  expect(printed).toEqual(["-c*u*(u^2 - v^2)/(2*(u^2 + v^2))", -0.8823529411764706]);
});
