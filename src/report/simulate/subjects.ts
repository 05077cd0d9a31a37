/** What a report simulates: the noises of SGD that a model has, and the dynamics that were derived besides. */
import type { Generated } from "../../pipeline/index.js";
import {
  type LimitName,
  type Model,
  type Process,
  createProcess,
  flowMap,
  limits,
  simulate,
} from "../../runtime/index.js";

export interface Subject {
  readonly name: LimitName;
  /** In titles of figures: plain text. */
  readonly title: string;
  /** What makes the paths, in prose. */
  readonly algorithm: string;
}

/** Words for the noises of SGD; the other dynamics have the title of the table. */
const WORDS: Partial<Record<LimitName, Omit<Subject, "name">>> = {
  isotropic: { title: "Σ = I", algorithm: "SGD with Gaussian noise, $\\Sigma = I$" },
  labelNoise: {
    title: "label noise",
    algorithm: "SGD with label noise of $\\pm1$, $\\Sigma = \\nabla^2L$ on $\\Gamma$ ($c = 1$)",
  },
  declared: { title: "declared noise", algorithm: "SGD with the declared noise $\\sigma(x)\\xi$, Gaussian $\\xi$" },
};

export function subjectsOf({ analysis }: Generated, model: Model): Subject[] {
  const names: LimitName[] = [
    ...(Object.keys(model.noises) as LimitName[]),
    ...analysis.dynamics.map(({ name }) => name),
  ];
  return names.map((name) => ({
    name,
    ...(WORDS[name] ?? { title: limits[name].title, algorithm: limits[name].title }),
  }));
}

export const algorithmOf = (model: Model, { name }: Subject, learningRate: number, seed: number): Process =>
  createProcess(model, { dynamics: name, side: "algorithm", options: { learningRate, seed } });

export const limitOf = (model: Model, { name }: Subject, dt: number, seed: number): Process =>
  createProcess(model, { dynamics: name, side: "limit", options: { dt, seed } });

/** Whether two paths of a process differ. */
export function isRandom(process: Process, start: ArrayLike<number>): boolean {
  const [first, second] = [0, 1].map((path) => {
    let end: readonly number[] = [];
    for (const { x } of simulate(process, { start, steps: 3, path })) end = Array.from(x);
    return end;
  });
  return first!.some((value, a) => value !== second![a]);
}

/** Φ of the parameters of a state, to an accuracy far below the Monte-Carlo error. */
export function toGamma(model: Model): (state: Float64Array) => Float64Array {
  const phi = flowMap(model, { rtol: 1e-6, atol: 1e-6 });
  return (state) => {
    const x = new Float64Array(model.dimension);
    phi(state.slice(0, model.dimension), x);
    return x;
  };
}
