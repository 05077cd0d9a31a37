/** A run that is stopped and resumed writes the bytes of one that was not. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { create } from "../../../generated/ellipse.sde.js";
import { plan, run, type RunResult } from "../../../src/run/index.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gen-sde-run-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const model = create({ a: 2, b: 1 });
const start = Float64Array.of(1.2, 0.9);

const settings = (process: string, steps: number) => ({
  process,
  seed: 3,
  own: {},
  steps,
  every: Math.ceil(steps / 4),
});

/** Stops by itself, once, after `stopAfter` looks at the clock. */
async function runTo(out: string, process: string, steps: number, stopAfter = Infinity): Promise<RunResult> {
  const planned = plan(model, start, settings(process, steps));
  const abort = new AbortController();
  let looks = 0;
  return run(planned.process, {
    ...planned,
    ...{ paths: 3, format: out.split(".").at(-1) as "csv", identity: process, out, signal: abort.signal },
    resume: existsSync(`${out}.checkpoint`),
    patience: 0,
    onProgress: () => {
      if (++looks >= stopAfter) abort.abort();
    },
  });
}

describe("a run that was stopped goes on to the same bytes", () => {
  const processes = [
    "sgd",
    "limiting-sde",
    "label-noise-sgd",
    "label-noise-flow",
    "adam",
    "heavyBall",
    "samFull:limit",
  ];
  it.each(processes.flatMap((process) => ["csv", "ndjson", "npy"].map((format) => [process, format] as const)))(
    "%s, %s",
    async (process, format) => {
      const [whole, parts] = [join(folder, `whole-${process}.${format}`), join(folder, `parts-${process}.${format}`)];
      const steps = process.includes("limit") || process.includes("flow") ? 40 : 2500;
      await runTo(whole, process, steps);
      for (let stop = 2; !(await runTo(parts, process, steps, stop)).finished; stop += 2)
        expect(existsSync(parts)).toBe(false);
      expect(readFileSync(parts).equals(readFileSync(whole))).toBe(true);
      expect(readdirSync(folder).filter((name) => /partial|checkpoint/.test(name))).toEqual([]);
    },
  );
});
