/** Validation finds nothing wrong with the derived limits, and finds limits that are wrong on purpose. */
import { describe, expect, it } from "vitest";
import { create as createEllipse } from "../../../generated/ellipse.sde.js";
import { create as createFlatValley } from "../../../generated/flat-valley.sde.js";
import { create as createHyperbola } from "../../../generated/hyperbola.sde.js";
import type { Model, NoiseName } from "../../../src/runtime/index.js";
import { type Contest, contest, validate, type Validation } from "../../../src/validate/index.js";
import { withFactors, withLimit, withTangentNoise, withThird } from "./factors.js";

const run = (model: Model, noise: NoiseName, start: readonly number[], more: object = {}): Promise<Validation> =>
  between(model, start, (onGamma) => contest(model, noise, onGamma), more);

const between = (
  model: Model,
  start: readonly number[],
  of: (onGamma: Float64Array) => Contest,
  more: object = {},
): Promise<Validation> =>
  validate(model, {
    ...{ start: Float64Array.from(start), provenance: { version: "0", source: { file: "", sha256: "" } }, ...more },
    contests: (onGamma) => [of(onGamma)],
  });

const hyperbola = createHyperbola();
const ellipse = createEllipse({ a: 2, b: 1 });
const ON_ELLIPSE = [2 * Math.cos(0.7), Math.sin(0.7)];

describe("the derived limits", () => {
  it.each([
    ["isotropic", hyperbola, [2, 0.5]],
    ["labelNoise", hyperbola, [2, 0.5]],
    ["isotropic", createFlatValley(), [0, 0]],
    ["declared", ellipse, ON_ELLIPSE],
  ] as const)("agree: %s", async (noise, model, start) => {
    const { verdict, dynamics } = await run(model, noise, start);
    expect(verdict).toBe("agrees");
    const orders = dynamics[0]!.rows.flatMap(({ order, statistic }) => (order && statistic === "mean" ? [order] : []));
    // First order in η, as far as it can be told.
    for (const { value, standardError } of orders) expect(Math.abs(value - 1)).toBeLessThan(0.2 + 4 * standardError);
  });
});

it("raises no false alarm over a few seeds, and every true one", async () => {
  const wrong = withFactors(hyperbola, "isotropic", [1, 1, 2]);
  for (const seed of [11, 12, 13, 14, 15]) {
    expect((await run(hyperbola, "isotropic", [2, 0.5], { seed, paths: 250 })).verdict).not.toBe("disagrees");
    expect((await run(wrong, "isotropic", [2, 0.5], { seed, paths: 250 })).verdict).toBe("disagrees");
  }
});

describe("limits that are wrong on purpose", () => {
  const disagreeing = ({ dynamics }: Validation): string[] =>
    dynamics[0]!.rows
      .filter(({ verdict }) => verdict === "disagrees")
      .map((row) => `${row.statistic} ${row.observable}`);

  it("½ for ¼ before P∇ln|∇²L|₊, on the hyperbola", async () => {
    const validation = await run(withFactors(hyperbola, "isotropic", [1, 1, 2]), "isotropic", [2, 0.5]);
    expect(validation.verdict).toBe("disagrees");
    expect(disagreeing(validation)).toContain("mean ln|∇²L|₊");
  });

  it("½ for ¼ in the flat valley", async () => {
    const validation = await run(withFactors(createFlatValley(), "isotropic", [1, 1, 2]), "isotropic", [0, 0]);
    expect(disagreeing(validation)).toContain("mean x");
  });

  it("c/2 for c/4", async () => {
    const validation = await run(withFactors(hyperbola, "labelNoise", [1, 1, 2]), "labelNoise", [2, 0.5]);
    expect(disagreeing(validation)).toContain("mean tr ∇²L");
  });

  it("the mixed term left out", async () => {
    const validation = await run(withFactors(ellipse, "declared", [1, 0, 1]), "declared", ON_ELLIPSE);
    expect(validation.verdict).toBe("disagrees");
  });

  it("the wrong sign of the normal term", async () => {
    const validation = await run(withFactors(ellipse, "declared", [1, 1, -1]), "declared", ON_ELLIPSE);
    expect(validation.verdict).toBe("disagrees");
  });

  it("tangent noise that is too strong", async () => {
    const model = withTangentNoise(hyperbola, "isotropic", 1.1);
    const validation = await run(model, "isotropic", [2, 0.5]);
    expect(disagreeing(validation)).toContain("variance u");
  });
});

describe("limits of other optimizers that are wrong on purpose", () => {
  const third = withThird(hyperbola, 2);
  it.each([
    // The clock is that of SGD: Σ doubled is the limit run twice as fast.
    ["twice the slow time of heavyBall", "heavyBall", hyperbola, { scale: Math.SQRT2 }, 1000],
    ["T doubled for preconditioned", "preconditioned", third, {}, 100],
    ["T doubled for adam", "adam", third, {}, 100],
    ["7 workers for 4 in localSgd", "localSgd", hyperbola, { workers: 7 }, 100],
  ] as const)("%s", async (_, name, wrong, own, paths) => {
    const planted = (onGamma: Float64Array): Contest => withLimit(contest(hyperbola, name, onGamma), wrong, name, own);
    expect((await between(hyperbola, [2, 0.5], planted, { paths })).verdict).toBe("disagrees");
    const right = (onGamma: Float64Array): Contest => withLimit(contest(hyperbola, name, onGamma), hyperbola, name);
    expect((await between(hyperbola, [2, 0.5], right, { paths })).verdict).not.toBe("disagrees");
  });
});

describe("a validation", () => {
  it("is the same for the same seed, and another for another", async () => {
    const [a, b, c] = await Promise.all(
      [1, 1, 2].map((seed) => run(hyperbola, "isotropic", [2, 0.5], { paths: 50, seed })),
    );
    expect(b).toEqual(a);
    expect(c!.dynamics[0]!.rows[0]!.estimates).not.toEqual(a!.dynamics[0]!.rows[0]!.estimates);
    expect(JSON.parse(JSON.stringify(a))).toEqual(a);
  });

  it("keeps what is done when it is stopped", async () => {
    const stop = new AbortController();
    const onProgress = ({ done, total }: { done: number; total: number }): void => {
      if (done > total / 100) stop.abort();
    };
    const stopped = await run(hyperbola, "isotropic", [2, 0.5], { paths: 100_000, signal: stop.signal, onProgress });
    expect(stopped.partial).toBe(true);
    const { paths } = stopped.dynamics[0]!.runs[0]!;
    expect(paths).toBeGreaterThan(0);
    expect(paths).toBeLessThan(100_000);
    expect(stopped.dynamics[0]!.rows.length).toBeGreaterThan(0);
  });

  it("asks for more paths where there are too few", async () => {
    const { verdict, dynamics } = await run(hyperbola, "isotropic", [2, 0.5], { paths: 60 });
    expect(verdict).toBe("not enough samples");
    for (const row of dynamics[0]!.rows.filter((each) => each.verdict === "not enough samples"))
      expect(row.needed).toBeGreaterThan(60);
  });

  it("takes the learning rates and the time that are asked for", async () => {
    const { dynamics } = await run(hyperbola, "isotropic", [2, 0.5], {
      paths: 2,
      time: 0.25,
      rates: [0.05, 0.03, 0.02],
    });
    const { time, runs } = dynamics[0]!;
    expect(time).toBe(0.25);
    expect(runs.map(({ steps }) => steps)).toEqual([100, 278, 625]);
    for (const { steps, learningRate } of runs) expect(steps * learningRate ** 2).toBeCloseTo(0.25, 10);
  });
});
