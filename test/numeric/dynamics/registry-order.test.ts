/**
 * Algorithms and limits by their names in the registry, on losses of which no value is tabulated: the mean of Φ(x) comes
 * to that of the limit with the order that is known in η (slope of ln|error| against ln η over three η).
 */
import { expect, test } from "vitest";
import { compileModule } from "../../../src/emit/index.js";
import { generate, lossFromFormula } from "../../../src/pipeline/index.js";
import * as runtime from "../../../src/runtime/index.js";
import {
  createProcess,
  ensemble,
  flowMap,
  type Model,
  type Process,
  type ProcessSpec,
  stepsTo,
  summarize,
} from "../../../src/runtime/index.js";
import { slope } from "../../support/slope.js";

/** Each with a point of Γ. */
const losses = {
  power: { formula: "(u^3*v-1)^2/2", names: ["u", "v"], start: [1.25, 1.25 ** -3] },
  oval: { formula: "(x^2+y^3/2-1)^2/2", names: ["x", "y"], start: [0.6, 1.28 ** (1 / 3)] },
  ellipsoid: { formula: "(x^2+2*y^2+3*z^2-1)^2/2", names: ["x", "y", "z"], start: [0.5, Math.sqrt(0.24), 0.3] },
  product: { formula: "(x*y*z*w-2)^2/2", names: ["x", "y", "z", "w"], start: [1.25, 1, 1.25, 1.28] },
} as const;

interface Case {
  readonly loss: keyof typeof losses;
  readonly T: number;
  /** The specification of the algorithm at η. */
  readonly spec: (learningRate: number) => ProcessSpec;
  /** Its limit; at η, where that is an SDE whose steps take the noise ξ_k of the algorithm's. */
  readonly limit: ProcessSpec | ((learningRate: number) => ProcessSpec);
  readonly etas: readonly number[];
  readonly paths: number;
  /** Each error is at least so many of its standard errors. */
  readonly clear?: number;
  /** The parameter that is compared, the first if not said. */
  readonly of?: number;
  /** How far up the wall of the valley the algorithm starts: where it bounces, if nothing is random. */
  readonly bounce: (eta: number) => number;
  /** Bounds of the slope: 1, or 2 for the descents that bounce with a fixed step. */
  readonly order: readonly [least: number, most: number];
}

const etas = [0.02, 0.01, 0.005];
const rmsprop = { momentum: 0, noise: "labelNoise" } as const;
const still = { bounce: () => 0, order: [0.7, 1.4] } as const;

/** Label noise moves nothing along Γ at random: its limit is one path. */
const labelNoise = (loss: Case["loss"], dynamics: "labelNoise" | "heavyBall"): Case => {
  const options = dynamics === "heavyBall" ? { noise: "labelNoise" as const, momentum: 0.5 } : {};
  return {
    ...{ loss, T: 0.5, etas: [0.04, 0.02, 0.01], paths: 300, ...still },
    spec: (learningRate) => ({ dynamics, side: "algorithm", options: { ...options, learningRate, seed: 1 } }),
    limit: { dynamics, side: "limit", options: { ...options, dt: 0.1 } },
  };
};

/** Σ = I: an SDE with dt = η² and the algorithm's own noise, so that the difference of means is seen in that of paths. */
const isotropic = (dynamics: "isotropic" | "heavyBall", rest: Pick<Case, "loss" | "etas" | "paths" | "of">): Case => {
  const momentum = dynamics === "heavyBall" && { momentum: 0.5 };
  return {
    ...{ T: 0.3, clear: 4, ...still, ...rest },
    spec: (learningRate) => ({ dynamics, side: "algorithm", options: { ...momentum, learningRate, seed: 1 } }),
    limit: (learningRate) => ({ dynamics, side: "limit", options: { dt: learningRate ** 2, seed: 1 } }),
  };
};

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
  ...(["power", "ellipsoid", "product"] as const).map((loss) => labelNoise(loss, "labelNoise")),
  labelNoise("power", "heavyBall"),
  isotropic("isotropic", { loss: "ellipsoid", etas: [0.1, 0.05, 0.025], paths: 5000 }),
  isotropic("isotropic", { loss: "product", etas: [0.034, 0.017, 0.0085], paths: 2000, of: 3 }),
  isotropic("heavyBall", { loss: "power", etas: [0.04, 0.02, 0.01], paths: 5000, of: 1 }),
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

test.each(cases.map((each) => ({ ...each, name: each.spec(1).dynamics })))(
  "$name on the $loss",
  async ({ loss, T, spec, limit, paths, clear = 5, of = 0, bounce, order, etas }) => {
    const model = await modelOf(losses[loss]);
    const toGamma = flowMap(model);
    const phi = new Float64Array(model.dimension);
    const value = (state: Float64Array): number => {
      toGamma(state.slice(0, model.dimension), phi);
      return phi[of]!;
    };
    const ends = async (process: Process, start: readonly number[], count: number): Promise<Float64Array> =>
      (await ensemble(process, { start, steps: stepsTo(process, T), paths: count, observe: { value } })).value.samples;
    const { start } = losses[loss];
    const errors: number[] = [];
    for (const eta of etas) {
      const found = await ends(createProcess(model, spec(eta)), up(model, start, bounce(eta)), paths);
      const expected =
        typeof limit === "function"
          ? await ends(createProcess(model, limit(eta)), start, paths)
          : (await ends(createProcess(model, limit), start, 1)).slice(0, 1);
      const { mean, standardError } = summarize(found.map((end, path) => end - expected[path % expected.length]!));
      errors.push(mean);
      if (paths > 1) expect(Math.abs(mean)).toBeGreaterThan(clear * standardError);
    }
    expect(slope(etas, errors)).toBeGreaterThan(order[0]);
    expect(slope(etas, errors)).toBeLessThan(order[1]);
  },
);
