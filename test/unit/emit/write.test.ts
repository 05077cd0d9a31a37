import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolder, writeIfChanged } from "../../../src/emit/index.js";

it("writes what changed, and leaves nothing else behind", async () => {
  const directory = await mkdtemp(join(tmpdir(), "gen-sde-"));
  const path = join(directory, "generated", "a.sde.ts");
  try {
    expect(await writeIfChanged(path, "one")).toBe(true);
    expect(await writeIfChanged(path, "one")).toBe(false);
    expect(await writeIfChanged(path, "two")).toBe(true);
    expect(await readFile(path, "utf8")).toBe("two");
    expect(await readdir(join(directory, "generated"))).toEqual(["a.sde.ts"]);
  } finally {
    await rm(directory, { recursive: true });
  }
});

it("makes no folder where there can be none, and says so at once", () => {
  expect(() => {
    makeFolder("/dev/null/a/b");
  }).toThrow(/ENOTDIR|EEXIST/);
  // Linux has /proc, where the folder above exists and yet takes none.
  expect(() => {
    makeFolder("/proc/gen-sde/a");
  }).toThrow(/ENOENT|EACCES|EPERM|EROFS/);
});
