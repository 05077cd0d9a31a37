/**
 * A short version of `npm run monte-carlo`: of each family of cases the coarsest η, with fewer paths. The algorithms at
 * that η have the means of another implementation, with other random numbers, to four standard errors of both together.
 */
import { expect, test } from "vitest";
import type { Case } from "../../bench/monte-carlo/case.js";
import { cases } from "../../bench/monte-carlo/cases.js";
import { createProcess, ensemble, stepsTo } from "../../src/runtime/index.js";

const PATHS = 1500;
/** Φ of the diagonal network is integrated. */
const FEWER: Readonly<Record<string, number>> = { "B-label-noise": 150 };

/** The name without η (and ρ). */
const familyOf = ({ name }: Case): string => name.replace(/(-[\d.]+)+$/, "");
const families = new Map([...cases].reverse().map((each) => [familyOf(each), each]));

test.each([...families].reverse())("%s", async (family, { model, spec, start, T, observe, reference, ...full }) => {
  const process = createProcess(model, spec);
  const paths = Math.min(FEWER[family] ?? PATHS, full.paths);
  const found = await ensemble(process, { start, steps: stepsTo(process, T), paths, observe });
  for (const [name, { mean, error = 0 }] of Object.entries(reference)) {
    const { mean: own, standardError } = found[name]!;
    expect(Math.abs(own - mean)).toBeLessThan(4 * Math.hypot(standardError, error));
    if (full.paths > 100) expect(standardError).toBeGreaterThan(0);
  }
});
