/** The README shows what the program prints. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { screen } from "../../src/cli/screen.js";
import { generate } from "../../src/pipeline/index.js";
import { readLoss } from "../../src/read/index.js";

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
