import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { programOf, run, typeErrors } from "./program.js";

const program = programOf(readFileSync(new URL("../../docs/ensembles.md", import.meta.url), "utf8"));

test("the program of docs/ensembles.md has no type errors and estimates what it says", async () => {
  expect(typeErrors(new Map([["ensembles", program]]))).toEqual([]);
  const [[mean, standardError, median, , variance], ...frames] = (await run(program)) as [number[], ...number[][]];
  // u = eˢ with s of mean 0.535 and variance 0.244, close to normal.
  expect(Math.abs(Math.log(median!) - 0.535)).toBeLessThan(0.05);
  expect(Math.abs(mean! - Math.exp(0.535 + 0.244 / 2))).toBeLessThan(0.1);
  expect(variance).toBeGreaterThan(0);
  expect(frames.map(([time]) => time)).toEqual([0, 0.5, 1]);
  expect(frames[2]!.slice(1)).toEqual([mean, standardError]);
});
