/** Modules with WebAssembly beside the TypeScript: its kernels against the plain ones. */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { Target } from "../../../src/emit/index.js";
import { type Generated, generate } from "../../../src/pipeline/index.js";
import { type CreateForSizes, loadNamedSizes } from "../../../src/pipeline/named-sizes.js";
import { readLoss } from "../../../src/read/index.js";
import {
  fillNormal,
  type Model,
  type ModelBatch,
  type SimdModule,
  type SimdUse,
  withSimd,
} from "../../../src/runtime/index.js";

const generated = (name: string, target?: Target): Promise<Generated> => {
  const file = fileURLToPath(new URL(`../../../examples/${name}.loss.ts`, import.meta.url));
  return generate(readLoss(file), undefined, undefined, { ...(target && { target }) });
};

const normals = (length: number, path: number): Float64Array => {
  const values = new Float64Array(length);
  fillNormal(3, path, 0, values, length);
  return values;
};

describe.each<readonly [string, unknown]>([
  ["ellipse", { a: 2, b: 1 }],
  ["soft-labels", { q: 0.7 }],
])("the batch of %s", (name, data) => {
  const B = 8;
  let [D, model, batch] = [0, {} as Model, {} as ModelBatch];

  beforeAll(async () => {
    const { checks, create } = await generated(name, "auto");
    expect(checks.map((check) => check.name)).toContain("batch: isotropic Euler step against one path alone");
    model = create(data);
    D = model.dimension;
    batch = model.batch!(B)!;
  });

  it("gives a path the same bits whatever its neighbours are", () => {
    const x = normals(D, 5);
    const outs = [0, 1, 2].map((seed) => {
      batch.x.set(normals(D * B, 10 + seed));
      x.forEach((value, a) => (batch.x[a * B + 2 + (seed % 2)] = value));
      batch.noises.isotropic!.stochasticGradient!(0);
      return Array.from({ length: D }, (_, a) => batch.out[a * B + 2 + (seed % 2)]!);
    });
    expect(outs[1]).toEqual(outs[0]);
    expect(outs[2]).toEqual(outs[0]);
  });

  it("takes pairs of paths", () => {
    expect(() => model.batch!(3)).toThrow(RangeError);
  });
});

describe("withSimd", () => {
  const [n, d] = [24, 60];
  const data = { Z: Array.from({ length: n }, (_, i) => [...normals(d, i)]), y: [...normals(n, 99)] };
  const x = normals(2 * d, 7);
  let diagonalNet: CreateForSizes;
  const gradient = (simd: SimdUse): Float64Array => {
    const out = new Float64Array(2 * d);
    diagonalNet(data, {}, { simd }).gradient(x, out);
    return out;
  };
  const batchGradient = (simd: SimdUse, rows: Float64Array): Float64Array => {
    const out = new Float64Array(2 * d);
    diagonalNet(data, {}, { simd }).samples!.batchGradient!(x, rows, out);
    return out;
  };

  beforeAll(async () => {
    const { checks, emitted } = await generated("diagonal-net", "wasm");
    expect(checks.map(({ name }) => name)).toContain("SIMD gradient against the loss written out");
    diagonalNet = loadNamedSizes(emitted.text, true);
  });

  it("gives the plain kernels' results to rounding, on as many rows as are drawn", () => {
    const plain = gradient("never");
    const scale = Math.max(...plain.map(Math.abs));
    for (const use of ["auto", "always"] as const)
      gradient(use).forEach((value, a) => expect(Math.abs(value - plain[a]!)).toBeLessThan(1e-14 * scale));
    for (const length of [5, 5000]) {
      const rows = Float64Array.from({ length }, (_, i) => (7 * i) % n);
      const expected = batchGradient("never", rows);
      batchGradient("always", rows).forEach((value, a) =>
        expect(Math.abs(value - expected[a]!)).toBeLessThan(1e-13 * scale),
      );
    }
  });

  it.each([[n], [-1], [0.5], [NaN], [2 ** 40]])("reads no memory for a row %d that is not there", (row) => {
    for (const use of ["never", "always"] as const)
      expect(() => batchGradient(use, Float64Array.of(0, row, 1))).toThrow(`there is no sample ${row}`);
  });

  it("leaves the plain kernels where the host cannot run the module", () => {
    const kernels = { f: () => 1 };
    const simd: SimdModule = {
      code: btoa("\0asm not a module"),
      sizes: {},
      numbers: {},
      arrays: {},
      scratch: {},
      host: {},
      kernels: { f: { operations: 1e6, lengths: [1], counted: [], returns: true } },
    };
    expect(withSimd(kernels, simd, "always")).toBe(kernels);
  });
});

describe("without a target", () => {
  it.each(["ellipse", "diagonal-net"])("the module of %s is TypeScript alone", async (name) => {
    const { text } = (await generated(name)).emitted;
    expect(text).not.toMatch(/wasm|simd/i);
  });
});
