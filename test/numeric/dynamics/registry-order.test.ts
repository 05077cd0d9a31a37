/**
 * Algorithms and limits by their names in the registry, on losses of which no value is tabulated: the mean of Φ(x) comes
 * to that of the limit with the order that is known in η (slope of ln|error| against ln η over three η).
 */
import { expect, test } from "vitest";
import { compileModule } from "../../../src/emit/index.js";
import { generate, lossFromFormula } from "../../../src/pipeline/index.js";
import * as runtime from "../../../src/runtime/index.js";
import { createProcess, ensemble, flowMap, type Model, type ProcessSpec, stepsTo } from "../../../src/runtime/index.js";

/** Each with a point of Γ. */
const losses = {
  power: { formula: "(u^3*v-1)^2/2", names: ["u", "v"], start: [1.25, 1.25 ** -3] },
  oval: { formula: "(x^2+y^3/2-1)^2/2", names: ["x", "y"], start: [0.6, 1.28 ** (1 / 3)] },
} as const;

interface Case {
  readonly loss: keyof typeof losses;
  readonly T: number;
  /** The specification of the algorithm at η. */
  readonly spec: (learningRate: number) => ProcessSpec;
  readonly limit: ProcessSpec;
  readonly etas: readonly number[];
  readonly paths: number;
  /** How far up the wall of the valley the algorithm starts: where it bounces, if nothing is random. */
  readonly bounce: (eta: number) => number;
  /** Bounds of the slope: 1, or 2 for the descents that bounce with a fixed step. */
  readonly order: readonly [least: number, most: number];
}

const etas = [0.02, 0.01, 0.005];
const rmsprop = { momentum: 0, noise: "labelNoise" } as const;

const cases: readonly Case[] = [
  {
    ...{ loss: "power", T: 0.5, etas, paths: 1, bounce: (eta) => eta / 2, order: [1.7, 2.3] },
    spec: (learningRate) => ({ dynamics: "normalizedGd", side: "algorithm", options: { learningRate } }),
    limit: { dynamics: "normalizedGd", side: "limit", options: { dt: 0.01 } },
  },
  {
    ...{ loss: "power", T: 0.5, etas, paths: 1, bounce: (eta) => eta / 2, order: [1.7, 2.3] },
    spec: (learningRate) => ({ dynamics: "sqrtLoss", side: "algorithm", options: { learningRate } }),
    limit: { dynamics: "sqrtLoss", side: "limit", options: { dt: 0.01 } },
  },
  {
    ...{ loss: "oval", T: 0.1, etas: [0.04, 0.02, 0.01], paths: 1, bounce: () => 1e-3, order: [0.7, 1.4] },
    spec: (learningRate) => ({ dynamics: "samFull", side: "algorithm", options: { learningRate, radius: 0.01 } }),
    limit: { dynamics: "samFull", side: "limit", options: { dt: 0.01 } },
  },
  {
    ...{ loss: "oval", T: 0.3, etas: [0.08, 0.04, 0.02], paths: 400, bounce: () => 0, order: [0.7, 1.4] },
    spec: (learningRate) => ({
      ...{ dynamics: "adam", side: "algorithm" },
      options: { ...rmsprop, law: "rademacher", learningRate, seed: 1 },
    }),
    limit: { dynamics: "adam", side: "limit", options: { ...rmsprop, dt: 0.01, seed: 1 } },
  },
];

async function modelOf({ formula, names }: (typeof losses)[keyof typeof losses]): Promise<Model> {
  const { emitted } = await generate(lossFromFormula("loss", formula, names), () => undefined, []);
  return compileModule(emitted.text, runtime).create() as Model;
}

function up(model: Model, x: readonly number[], distance: number): number[] {
  const gradient = new Float64Array(x.length);
  model.gradient(
    Float64Array.from(x, (value) => value * (1 + 1e-7)),
    gradient,
  );
  const size = Math.hypot(...gradient);
  return x.map((value, a) => value + (distance * gradient[a]!) / size);
}

/** The least-squares slope of ln|errors| against ln η. */
function slope(rates: readonly number[], errors: readonly number[]): number {
  const x = rates.map(Math.log);
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const numerator = x.reduce((sum, value, i) => sum + (value - mean) * Math.log(Math.abs(errors[i]!)), 0);
  return numerator / x.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

test.each(cases)("$limit.dynamics on the $loss", async ({ loss, T, spec, limit, paths, bounce, order, ...rest }) => {
  const model = await modelOf(losses[loss]);
  const toGamma = flowMap(model);
  const phi = new Float64Array(model.dimension);
  const end = async (of: ProcessSpec, start: readonly number[], count: number): Promise<[number, number]> => {
    const process = createProcess(model, of);
    const { first } = await ensemble(process, {
      ...{ start, steps: stepsTo(process, T), paths: count },
      observe: {
        first(state) {
          toGamma(state.slice(0, model.dimension), phi);
          return phi[0]!;
        },
      },
    });
    return [first.mean, first.standardError];
  };
  const { start } = losses[loss];
  const [expected] = await end(limit, start, 1);
  const errors: number[] = [];
  for (const eta of rest.etas) {
    const [mean, standardError] = await end(spec(eta), up(model, start, bounce(eta)), paths);
    errors.push(mean - expected);
    if (paths > 1) expect(Math.abs(mean - expected)).toBeGreaterThan(5 * standardError);
  }
  const found = slope(rest.etas, errors);
  expect(found).toBeGreaterThan(order[0]);
  expect(found).toBeLessThan(order[1]);
});
