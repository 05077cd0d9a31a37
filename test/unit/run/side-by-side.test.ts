/** Runs whose paths go side by side write the bytes of runs whose paths go one by one. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { create } from "../../../generated/ellipse.sde.js";
import { generate } from "../../../src/pipeline/index.js";
import { readLoss } from "../../../src/read/index.js";
import { plan, run, type RunOptions, type Settings } from "../../../src/run/index.js";
import type { Model } from "../../../src/runtime/index.js";

async function withBatches(name: string, data: unknown): Promise<Model> {
  const file = fileURLToPath(new URL(`../../../examples/${name}.loss.ts`, import.meta.url));
  return (await generate(readLoss(file), undefined, [], { target: "auto" })).create(data);
}

const data = { a: 2, b: 1 };
const ellipse = await withBatches("ellipse", data);
const start = Float64Array.of(1.2, 0.9);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gen-sde-run-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function written(model: Model, settings: Partial<Settings>, more: Partial<RunOptions> = {}): Promise<string> {
  const out = join(folder, "paths.csv");
  const planned = plan(model, start, { process: "sgd", seed: 3, own: {}, steps: 150, every: 40, ...settings });
  const options = { ...planned, paths: 75, format: "csv", identity: "", out, ...more } as const;
  await run(planned.process, options);
  return readFileSync(out, "utf8");
}

const processes = ["sgd", "limiting-sde", "label-noise-sgd", "adam", "heavyBall", "localSgd"];

test.each(processes)("%s", async (process) => {
  const batch = vi.spyOn(ellipse, "batch");
  expect(await written(ellipse, { process })).toBe(await written(create(data), { process }));
  expect(batch).toHaveBeenCalled();
  batch.mockRestore();
});

test("of any number of paths: the first are the same", async () => {
  const lines = async (paths: number): Promise<string[]> =>
    (await written(ellipse, { process: "limiting-sde" }, { paths })).split("\n");
  const many = await lines(75);
  for (const paths of [1, 2, 31, 33])
    expect(await lines(paths)).toEqual(many.filter((line) => !(Number.parseInt(line) >= paths)));
});

test("stopped again and again between two records", async () => {
  const settings = { process: "heavyBall", steps: 400, every: 100 };
  const whole = await written(ellipse, settings);
  const { process, ...planned } = plan(ellipse, start, { seed: 3, own: {}, ...settings });
  const out = join(folder, "parts.csv");
  let stops = 0;
  for (let finished = false; !finished;) {
    const stop = new AbortController();
    let looks = 0;
    const onProgress = (): void => {
      if (++looks === 15) stop.abort();
    };
    const options = { ...planned, paths: 75, format: "csv", identity: "", out, patience: 0 } as const;
    ({ finished } = await run(process, { ...options, onProgress, signal: stop.signal, resume: stops > 0 }));
    if (!finished) stops++;
  }
  expect(stops).toBeGreaterThan(1);
  expect(readFileSync(out, "utf8")).toBe(whole);
});

test("a loss that calls functions goes one by one, as SIMD has its own", async () => {
  const softLabels = await withBatches("soft-labels", { q: 0.7 });
  const { process } = plan(softLabels, start, { process: "sgd", seed: 0, own: {} });
  expect(process.batch!(4)!.exact).toBe(false);
  const other = { ...softLabels };
  delete other.batch;
  expect(await written(softLabels, {})).toBe(await written(other, {}));
});

test("a path that is lost is told as it is when alone", async () => {
  const unstable = { learningRate: 0.4, steps: 3000, every: 1000 };
  const fault = async (model: Model): Promise<unknown> => written(model, unstable).catch((error: unknown) => error);
  const together = await fault(ellipse);
  expect(together).toMatchObject({ code: "E_DIVERGED" });
  expect((together as Error).message).toBe(((await fault(create(data))) as Error).message);
});
