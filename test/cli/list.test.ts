import { expect, test } from "vitest";
import { listCommand } from "../../src/cli/list.js";
import { registry } from "../../src/runtime/index.js";
import { capture } from "./capture.js";

test("lists every dynamics with its formulas and options", async () => {
  const { code, stdout } = await capture(() => listCommand("dynamics"));
  expect(code).toBe(0);
  for (const name of Object.keys(registry)) expect(stdout).toContain(`${name}: `);
  expect(stdout).toContain(
    "samFull: Sharpness-aware minimization, full batch\n  algorithm   x ← x − η∇L(x + ρ∇L/|∇L|)",
  );
  expect(stdout).toContain("workers: K, the number of workers; default 4");
  expect(stdout).toContain("law = gaussian | rademacher: ");
});

test("lists the same as JSON", async () => {
  const { stdout } = await capture(() => listCommand("dynamics", { json: true }));
  const table = JSON.parse(stdout) as { name: string; options: Record<string, { default?: unknown }> }[];
  expect(table.map(({ name }) => name)).toEqual(Object.keys(registry));
  expect(table.find(({ name }) => name === "adam")!.options.exponent!.default).toBe(0.5);
});

test("knows no other list", () => {
  expect(() => listCommand("losses")).toThrow("GS506");
});
