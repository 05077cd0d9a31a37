/** Label noise of losses with literal sizes: which array is the label, and the exact c of each scaling. */
import { describe, expect, it } from "vitest";
import { generate } from "../../../src/pipeline/index.js";
import { readLoss } from "../../../src/read/index.js";
import { type Model, labelNoiseSgd, retraction } from "../../../src/runtime/index.js";

const DATA = { z: [1, 2], y: [0.5, 0.75], s: [1, 1] };

async function modelOf(body: string, more = "", data = `y: Vector<2>; z: Vector<2>; s: Vector<2>`): Promise<Model> {
  const source = `import { type Vector, mean, sum } from "gen-sde";
    const f = (u: number, v: number, w: number, z: number) => u * v + z * w ** 2;
    export const loss = ([u, v, w]: Vector<3>, { z, y, s }: { ${data} }) => ${body};
    ${more}
    export const example = { params: [1.1, 0.3, 0.5], data: ${JSON.stringify(DATA)} };`;
  const { create } = await generate(readLoss("/virtual/labelled.loss.ts", source));
  return create(DATA);
}

const SQUARES = "(f(u, v, w, z[i]!) - y[i]!) ** 2";

describe.each([
  ["(1/2n) Σ r²", `mean(y, (_, i) => ${SQUARES}) / 2 + 0 * s[0]!`, 1],
  ["(1/n) Σ r²", `mean(y, (_, i) => ${SQUARES}) + 0 * s[0]!`, 2],
  ["½ Σ r²", `sum(y, (_, i) => ${SQUARES}) / 2 + 0 * s[0]!`, 2],
  ["½ Σ (3f − 3y)²", `sum(y, (_, i) => (3 * f(u, v, w, z[i]!) - 3 * y[i]!) ** 2) / 2 + 0 * s[0]!`, 18],
] as const)("%s", (_, body, factor) => {
  it("has its c, divided by the batch", async () => {
    const model = await modelOf(body);
    expect(model.labels).toMatchObject({ name: "y", count: 2 });
    const options = { delta: 0.3, learningRate: 0.1, seed: 1 };
    const c = (more: object): number => labelNoiseSgd(model, { ...options, ...more }).c!;
    expect(c({})).toBeCloseTo(factor * 0.09, 13);
    expect(c({ batch: 5 })).toBeCloseTo((factor * 0.09) / 5, 13);
    expect(c({ batch: 2, replacement: false })).toBeCloseTo((factor * 0.09) / 2, 13);
  });
});

it("a step on Γ has the covariance c∇²L, for both laws and both ways to draw", async () => {
  const model = await modelOf(`mean(y, (_, i) => ${SQUARES}) + 0 * s[0]!`);
  const start = Float64Array.of(1.1, 0.3, 0.5);
  retraction(model)(start);
  const H = new Float64Array(9);
  model.hessian(start, H);
  for (const [batch, replacement, law] of [
    [1, true, "rademacher"],
    [2, true, "gaussian"],
    [2, false, "rademacher"],
  ] as const) {
    const process = labelNoiseSgd(model, { delta: 0.5, learningRate: 1, seed: 2, batch, replacement, law });
    const draws = 20_000;
    const covariance = new Float64Array(9);
    for (let k = 0; k < draws; k++) {
      const x = start.slice();
      process.step(x, 0, k);
      const moved = x.map((value, a) => value - start[a]!);
      covariance.forEach((_, ab) => (covariance[ab]! += (moved[Math.floor(ab / 3)]! * moved[ab % 3]!) / draws));
    }
    const scale = process.c! * Math.max(...H.map(Math.abs));
    covariance.forEach((value, ab) => {
      expect(Math.abs(value - process.c! * H[ab]!) / scale).toBeLessThan(0.05);
    });
  }
});

it("weights that differ make Σ no multiple of ∇²L: the process has no c", async () => {
  const model = await modelOf(`sum(y, (_, i) => (1 + s[i]! * i) * ${SQUARES})`);
  expect(model.labels).toMatchObject({ name: "y", count: 2 });
  expect(labelNoiseSgd(model, { delta: 0.5, learningRate: 0.1, seed: 1 }).c).toBeUndefined();
});

it("of two arrays that could be meant, `labels` says which", async () => {
  const body = "mean(y, (_, i) => (f(u, v, w, z[i]!) - y[i]! + 2 * s[i]!) ** 2) / 2";
  const options = { delta: 0.3, learningRate: 0.1, seed: 1 };
  const open = await modelOf(body);
  expect(() => labelNoiseSgd(open, options)).toThrow('export const labels = "y"');
  const chosen = await modelOf(body, 'export const labels = "s";');
  expect(labelNoiseSgd(chosen, options).c).toBeCloseTo(4 * 0.09, 13);
});
