/**
 * Runs all Monte-Carlo cases, or those whose names begin with an argument, and prints a table against the reference
 * values. A finished case is kept and not run again, so that a run can be stopped at any time; `--again` forgets it.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createProcess, ensemble, stepsTo } from "gen-sde/runtime";
import type { Case } from "./case.js";
import { cases } from "./cases.js";

interface Found {
  readonly mean: number;
  readonly standardError: number;
  readonly variance: number;
}
type Result = Readonly<Record<string, Found>>;

const folder = "node_modules/.cache/gen-sde-monte-carlo-results";
const again = process.argv.includes("--again");
const wanted = process.argv.slice(2).filter((argument) => argument !== "--again");

async function run({ model, spec, start, T, paths, observe }: Case): Promise<Result> {
  const simulated = createProcess(model, spec);
  const estimates = await ensemble(simulated, { start, steps: stepsTo(simulated, T), paths, observe });
  return Object.fromEntries(
    Object.entries(estimates).map(([name, { mean, standardError, variance }]) => [
      name,
      { mean, standardError, variance },
    ]),
  );
}

/** What the same specification gave before, or gives now. */
async function result(each: Case): Promise<Result> {
  const file = `${folder}/${each.name}.json`;
  const key = JSON.stringify([each.spec, each.T, each.paths]);
  if (!again && existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, "utf8")) as { key: string; result: Result };
    if (kept.key === key) return kept.result;
  }
  const found = await run(each);
  writeFileSync(`${file}.new`, JSON.stringify({ key, result: found }));
  renameSync(`${file}.new`, file);
  return found;
}

mkdirSync(folder, { recursive: true });
const chosen = cases.filter(({ name }) => wanted.length === 0 || wanted.some((prefix) => name.startsWith(prefix)));
if (chosen.length === 0) throw new Error(`no such case; there are ${cases.map(({ name }) => name).join(", ")}`);
const row = (...cells: readonly string[]): string =>
  cells.map((cell, i) => (i < 2 ? cell.padEnd(i === 0 ? 30 : 10) : cell.padStart(i < 4 ? 20 : 10))).join(" ");
console.log(row("case", "of", "found", "reference", "difference", "paths"));
let worst = 0;
for (const each of chosen) {
  const found = await result(each);
  for (const [name, { mean, error = 0 }] of Object.entries(each.reference)) {
    const { mean: own, standardError } = found[name]!;
    const difference = (own - mean) / Math.hypot(standardError, error);
    worst = Math.max(worst, Math.abs(difference));
    const value = (m: number, e: number): string => `${m.toFixed(6)} ± ${e.toFixed(6)}`;
    const cells = [value(own, standardError), value(mean, error), `${difference.toFixed(1)} s.e.`];
    console.log(row(each.name, name, ...cells, String(each.paths)));
  }
}
if (worst > 4) {
  console.log(`a difference of ${worst.toFixed(1)} standard errors`);
  process.exitCode = 1;
}
