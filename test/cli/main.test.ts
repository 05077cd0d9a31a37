/** The command line as it is typed. */
import { afterEach, expect, it, vi } from "vitest";
import { EXIT } from "../../src/cli/exit.js";
import { capture } from "./capture.js";

const { argv, exitCode } = process;
afterEach(() => {
  process.argv = argv;
  process.exitCode = exitCode;
  vi.resetModules();
});

it.each([
  [["x.loss.ts", "--out", ""], "--out <dir>"],
  [["report", "x.loss.ts", "--out="], "--out <dir>"],
  [["report", "x.loss.ts", "--svg", ""], "--svg <dir>"],
  [["run", "x.loss.ts", "--out", ""], "--out <file>"],
])("%j names no place to write to", async (words, option) => {
  process.argv = ["node", "gen-sde", ...words];
  const { code, stderr } = await capture(async () => {
    await import("../../src/cli/main.js");
    return Number(process.exitCode);
  });
  expect(code).toBe(EXIT.usage);
  expect(stderr).toContain(`GS511: option '${option}' argument '' is invalid`);
});
