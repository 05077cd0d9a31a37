/** Losses in, golden derivations and modules out; each module is compiled and run. `npm run test:update` rewrites them. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileModule } from "../src/emit/index.js";
import { LOCAL_SGD, generate, valuesAt } from "../src/pipeline/index.js";
import { readLoss } from "../src/read/index.js";
import type { Model } from "../src/runtime/index.js";
import * as runtime from "../src/runtime/index.js";

const folder = (name: string): string => new URL(`samples/${name}/`, import.meta.url).pathname;
const samples = readdirSync(new URL("samples/", import.meta.url), { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);

const failed = (problem: string): never => {
  throw new Error(problem);
};

describe.each(samples.map(({ name }) => name))("%s", (name) => {
  it("gives the golden derivation and module, whose kernels agree with `derive --at`", async () => {
    const model = readLoss(`${folder(name)}loss.ts`);
    const { analysis, sections, emitted } = await generate(model);
    const { manifold } = analysis.located;
    const derivation = sections.flatMap(({ title, lines }) => [
      title,
      ...lines.map(({ label, text }) => `  ${label}: ${text}`),
    ]);
    await expect([`route: ${manifold.route}`, ...derivation, ""].join("\n")).toMatchFileSnapshot(
      `${folder(name)}derivation.txt`,
    );
    await expect(emitted.text).toMatchFileSnapshot(`${folder(name)}module.sde.ts`);

    const create = compileModule(emitted.text, runtime).create as (data: unknown) => Model;
    const simulator = create(analysis.sample.dataValue);
    const { x } = analysis.located.minimizers[0]!;
    const values = valuesAt(model, { x: Array.from(x) }, failed, { retract: true, third: false, localSgd: LOCAL_SGD });
    const D = simulator.dimension;
    for (const model of Object.values(simulator.noises)) {
      const noise = model.name;
      const out = new Float64Array(D);
      model.drift(Float64Array.from(values.x), out);
      const expected = values.drift[noise]!.total;
      const scale = Math.max(...expected.map(Math.abs), 1e-3);
      out.forEach((value, a) => {
        expect(Math.abs(value - expected[a]!) / scale, `${noise} drift[${String(a)}]`).toBeLessThan(1e-10);
      });
    }
    expect(simulator.loss(x)).toBeCloseTo(values.loss, 12);
  });
});
