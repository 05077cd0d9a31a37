/** Paths that go side by side change nothing in a validation. */
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { generate } from "../../../src/pipeline/index.js";
import { readLoss } from "../../../src/read/index.js";
import type { Model, RegisteredName } from "../../../src/runtime/index.js";
import { contest, validate, type Validation } from "../../../src/validate/index.js";

const file = fileURLToPath(new URL("../../../examples/hyperbola.loss.ts", import.meta.url));
const { create } = await generate(readLoss(file), undefined, [], { target: "auto" });
const hyperbola = create(undefined);

const run = (model: Model, name: RegisteredName, more: object = {}): Promise<Validation> =>
  validate(model, {
    ...{ start: Float64Array.of(2, 0.5), paths: 70, provenance: { version: "0", source: { file: "", sha256: "" } } },
    contests: (onGamma) => [contest(model, name, onGamma)],
    ...more,
  });

const oneByOne: Model = { ...hyperbola };
delete oneByOne.batch;

test.each(["isotropic", "labelNoise", "heavyBall"] as const)("%s: the same table", async (name) => {
  const batch = vi.spyOn(hyperbola, "batch");
  expect(await run(hyperbola, name)).toEqual(await run(oneByOne, name));
  expect(batch).toHaveBeenCalled();
  batch.mockRestore();
});

test("paths that are lost are lost alone", async () => {
  const coarse = { rates: [0.4, 0.3, 0.2], time: 3 };
  const together = await run(hyperbola, "isotropic", coarse);
  expect(together).toEqual(await run(oneByOne, "isotropic", coarse));
  const { lost, paths } = together.dynamics[0]!.runs[0]!;
  expect(lost).toBeGreaterThan(0);
  expect(lost + paths).toBe(70);
});
