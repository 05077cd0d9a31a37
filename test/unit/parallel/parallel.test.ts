import { afterAll, describe, expect, test } from "vitest";
import { create } from "../../../generated/ellipse.sde.js";
import type * as Parallel from "../../../src/parallel/index.js";
import {
  createProcess,
  ensemble,
  ensembleOverTime,
  type Estimates,
  type ProcessSpec,
} from "../../../src/runtime/index.js";
import { generate } from "../../../src/pipeline/index.js";
import { readLoss } from "../../../src/read/index.js";
import { compiled } from "./compiled.js";
import { observe } from "./observables.js";

/** The same with SIMD steps, for paths side by side. */
const simd = await generate(readLoss("examples/ellipse.loss.ts"), undefined, undefined, { target: "auto" });
const SIMD_MODULE = "generated/simd/ellipse.sde.ts";

const files = compiled(
  ["src/runtime", "src/parallel", "generated/ellipse.sde.ts", "test/unit/parallel/observables.ts"],
  { [SIMD_MODULE]: simd.emitted.text },
);
afterAll(() => {
  files.remove();
});
const parallel = (await import(files.url("src/parallel/index.ts"))) as typeof Parallel;

const data = { a: 2, b: 1 };
const spec: ProcessSpec = { dynamics: "declared", side: "limit", options: { dt: 0.01, seed: 5 } };
const source: Parallel.ProcessSource = {
  ...{ model: files.url("generated/ellipse.sde.ts"), data, process: spec },
  observe: files.url("test/unit/parallel/observables.ts"),
};
const process = createProcess(create(data), spec);
const extent = { start: [2 * Math.cos(0.7), Math.sin(0.7)], steps: 20, paths: 1000 };

/** What an estimate says, samples and all. */
const said = (estimates: Estimates<string, true>): unknown =>
  Object.entries(estimates).map(([name, { quantile, ...rest }]) => [name, rest, [0, 0.3, 0.5, 1].map(quantile)]);

describe("an ensemble on threads", () => {
  test.each([1, 2, 3])("has the bits of one without, %i workers", async (workers) => {
    const histograms = { angle: { from: 0, to: 1, cells: 8 } };
    const alone = await ensemble(process, { ...extent, observe, histograms });
    const together = await parallel.ensemble(source, { ...extent, histograms, workers });
    expect(said(together)).toEqual(said(alone));
    expect(together.angle!.samples).toHaveLength(1000);
  });

  test.each([1, 3])("has them side by side too, %i workers", async (workers) => {
    const plain = await ensemble(process, { ...extent, observe });
    const sideBySide = { ...source, model: files.url(SIMD_MODULE) };
    expect(createProcess(simd.create(data), spec).batch!(2)).toBeDefined();
    expect(said(await parallel.ensemble(sideBySide, { ...extent, workers }))).toEqual(said(plain));
  });

  test("joins others over consecutive ranges of paths, whatever their sizes", async () => {
    const whole = await ensemble(process, { ...extent, paths: 150, observe });
    const parts = await Promise.all(
      [
        [0, 1],
        [1, 63],
        [64, 86],
      ].map(([firstPath, paths]) =>
        parallel.ensemble(source, { ...extent, firstPath: firstPath!, paths: paths!, workers: 2 }),
      ),
    );
    expect(parts.flatMap(({ angle }) => [...angle!.samples])).toEqual([...whole.angle.samples]);
  });

  test("observes over time, each parameter where no observables are given", async () => {
    const options = { start: extent.start, at: [0, 0.05, 0.1], paths: 100, samples: false } as const;
    const coordinates = { x: (x: Float64Array) => x[0]!, y: (x: Float64Array) => x[1]! };
    const alone = await ensembleOverTime(process, { ...options, observe: coordinates });
    const { observe: _, ...bare } = source;
    const together = await parallel.ensembleOverTime(bare, { ...options, workers: 2 });
    expect(together.map(({ step, time }) => [step, time])).toEqual(alone.map(({ step, time }) => [step, time]));
    together.forEach(({ estimates }, i) => {
      expect(Object.keys(estimates)).toEqual(["x", "y"]);
      expect(estimates.x).not.toHaveProperty("samples");
      expect([estimates.x!.mean, estimates.y!.variance]).toEqual([
        alone[i]!.estimates.x.mean,
        alone[i]!.estimates.y.variance,
      ]);
    });
  });

  test("starts each path where it is told", async () => {
    const at = (path: number): number[] => [2 * Math.cos(path / 50), Math.sin(path / 50)];
    const { angle } = await parallel.ensemble(source, { ...extent, start: at, steps: 0, paths: 100, workers: 2 });
    angle!.samples.forEach((value, path) => {
      expect(value).toBeCloseTo(path / 50, 12);
    });
  });

  test("fails with the first path that fails, whoever meets it", async () => {
    const unstable: ProcessSpec = { dynamics: "isotropic", side: "algorithm", options: { learningRate: 1.2, seed: 1 } };
    const options = { ...extent, steps: 300, paths: 400 };
    const fault = async (running: Promise<unknown>): Promise<unknown> =>
      running.then(
        () => undefined,
        (error: unknown) => error,
      );
    const alone = await fault(ensemble(createProcess(create(data), unstable), { ...options, observe }));
    expect(alone).toMatchObject({ code: "E_DIVERGED" });
    const together = await fault(parallel.ensemble({ ...source, process: unstable }, { ...options, workers: 3 }));
    const { code, message, details } = alone as { code: string; message: string; details: unknown };
    expect(together).toMatchObject({ code, message, details });
  });

  test("reports progress and can be cancelled", async () => {
    const controller = new AbortController();
    const running = parallel.ensemble(source, {
      ...{ start: extent.start, steps: 1e9, paths: 100, workers: 2, signal: controller.signal },
      onProgress: () => {
        controller.abort();
      },
    });
    await expect(running).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    const seen: unknown[] = [];
    await parallel.ensemble(source, { ...extent, workers: 1, onProgress: (progress) => void seen.push(progress) });
    expect(seen.at(-1)).toEqual({ done: 1000, total: 1000 });
  });

  test("refuses what is no generated module, no observables, no number of workers", async () => {
    const observables = source.observe!;
    await expect(parallel.ensemble({ ...source, model: observables }, extent)).rejects.toThrow(/no function "create"/);
    await expect(parallel.ensemble({ ...source, observe: source.model }, extent)).rejects.toThrow(
      /must export observe/,
    );
    await expect(parallel.ensemble(source, { ...extent, workers: 0 })).rejects.toThrow(/workers/);
    await expect(parallel.ensemble(source, { ...extent, paths: 0 })).rejects.toThrow(/paths/);
  });
});
