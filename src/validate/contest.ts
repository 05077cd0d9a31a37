/** An algorithm and the limit that it is said to have, ready to be run. */
import {
  createProcess,
  describeDynamics,
  type DynamicsDescription,
  type Model,
  type NoiseName,
  type Process,
  type ProcessSpec,
  type RegisteredName,
} from "../runtime/index.js";
import { algorithmStart } from "../run/index.js";
import { admissible, costOf, EIGENVECTORS, gainOf, scalesOf } from "./steps.js";
import { withoutDiffusion } from "./without-diffusion.js";
import { lastState } from "./sampler.js";

export interface Contest {
  readonly description: DynamicsDescription;
  /** Whether the limit, or the algorithm, has no noise: one path of it is all. */
  readonly deterministic: { readonly limit: boolean; readonly algorithm: boolean };
  /** Whether neither leaves the start, as Σ = 0 there, like that of samples which are all fitted on Γ. */
  readonly still: boolean;
  readonly algorithm: (learningRate: number, seed: number) => Process;
  /** Where the algorithm starts if the limit starts at y on Γ. */
  readonly startOf: (y: Float64Array, learningRate: number) => Float64Array;
  /** The diagonal of the preconditioner at the start. */
  readonly scales: Float64Array;
  /** By how much learning rates are lower than those of SGD. */
  readonly gain: number;
  /** The next learning rate below at which what the limit has fixed is so. */
  readonly admissible: (learningRate: number) => number;
  /** Slow time of a step. */
  readonly interval: (learningRate: number) => number;
  /** Fast time of a step: η, summed over local steps. */
  readonly fastTime: (learningRate: number) => number;
  readonly limit: (dt: number, seed: number) => Process;
  /** The limit with a step twice that of `limit(dt / 2, seed)`, on the same Brownian paths. */
  readonly coarseLimit: (dt: number, seed: number) => Process;
  /** The limit, one step for every `every` of the algorithm's and with their noise; absent where there is no such thing. */
  readonly coupled?: (learningRate: number, seed: number, every: number) => Process;
  /** The limit without its noise; absent where that cannot be told apart. */
  readonly driftAlone?: (dt: number) => Process;
  /** Whether each step of the limit decomposes ∇²L: then there shall be few of them. */
  readonly byEigenvectors: boolean;
  /** What a step costs, in steps of SGD. */
  readonly cost: { readonly algorithm: (learningRate: number) => number; readonly limit: number };
}

type Options = ProcessSpec["options"];

/** The dynamics whose limit is made of the model's `drift` and `diffuse`. */
const BY_KERNELS: readonly RegisteredName[] = [
  "isotropic",
  "declared",
  "heavyBall",
  "itoSgd",
  "labelNoise",
  "samSingle",
];

/**
 * The dynamics whose limit takes the algorithm's ξ as they are, √dt Pσξ_k for ησξ_k; where a step of the algorithm has
 * several, their sum. Preconditioners are on both sides.
 */
const SAME_NOISE: readonly RegisteredName[] = [
  "isotropic",
  "declared",
  "heavyBall",
  "localSgd",
  "preconditioned",
  "adam",
  "itoSgd",
];

/**
 * @param own the dynamics' own options
 * @throws RangeError for options it has not, or a model without what it needs
 */
export function contest(model: Model, name: RegisteredName, start: Float64Array, own: Options = {}): Contest {
  const make =
    (side: ProcessSpec["side"], step: Options) =>
    (of: Model): Process =>
      createProcess(of, { dynamics: name, side, options: { ...own, ...step } });
  const algorithm = (learningRate: number, seed: number): Process => make("algorithm", { learningRate, seed })(model);
  const interval = (learningRate: number): number => algorithm(learningRate, 0).timeAt(1);
  const draws = (learningRate: number): number => algorithm(learningRate, 0).draws ?? 1;
  const limit =
    (dt: number, seed: number, substeps = 1) =>
    (of: Model): Process =>
      make("limit", { dt, seed, substeps })(of);
  const startOf = algorithmStart(model, name, own);
  const isDeterministic = isSameForAllPaths(limit(1e-3, 0)(model), start);
  const byEigenvectors = !BY_KERNELS.includes(name);
  const shared = {
    byEigenvectors,
    cost: {
      algorithm: (learningRate: number) => draws(learningRate) * costOf(name),
      limit: byEigenvectors ? EIGENVECTORS : 1,
    },
    description: describeDynamics(name),
    deterministic: {
      limit: isDeterministic,
      algorithm: isSameForAllPaths(algorithm(1e-3, 0), startOf(start, 1e-3)),
    },
    still: staysAt(limit(1e-3, 0)(model), start, start) && staysAt(algorithm(1e-3, 0), startOf(start, 1e-3), start),
    ...{ algorithm, startOf, gain: gainOf(name, own) },
    scales: scalesOf(name, { model, start, own, limit: limit(1e-3, 0)(model) }),
    admissible: (learningRate: number) => admissible(name, learningRate, own),
    interval,
    // Local steps have the slow time η² each.
    fastTime: (learningRate: number) => (name === "localSgd" ? interval(learningRate) / learningRate : learningRate),
    limit: (dt: number, seed: number) => limit(dt, seed)(model),
  };
  if (isDeterministic) return { ...shared, coarseLimit: shared.limit, driftAlone: (dt) => shared.limit(dt, 0) };
  const random = { ...shared, coarseLimit: (dt: number, seed: number) => limit(dt, seed, 2)(model) };
  if (!SAME_NOISE.includes(name) || own.law === "rademacher") return random;
  const noise = noiseNameOf(model, name, own);
  return {
    ...random,
    coupled: (learningRate, seed, every) =>
      limit(every * interval(learningRate), seed, every * draws(learningRate))(model),
    ...(!byEigenvectors && { driftAlone: (dt: number) => limit(dt, 0)(withoutDiffusion(model, noise)) }),
  };
}

function noiseNameOf(model: Model, name: RegisteredName, own: Options): NoiseName {
  if (name === "isotropic" || name === "labelNoise" || name === "declared") return name;
  return (own.noise as NoiseName | undefined) ?? (model.noises.declared ? "declared" : "isotropic");
}

/** Whether paths from x stay together: nothing is drawn. */
function isSameForAllPaths(process: Process, x: Float64Array): boolean {
  const [first, ...others] = [0, 1, 2, 3].map((path) => lastState(process, { start: x, steps: 4, path }));
  return others.every((other) => first!.every((value, a) => value === other[a]));
}

/** Of the size of a coordinate: below is rounding. */
const ROUNDING = 1e-12;

/** Whether a path from x is at y after a few steps. */
const staysAt = (process: Process, x: Float64Array, y: Float64Array): boolean => {
  const end = lastState(process, { start: x, steps: 4 });
  return y.every((value, a) => Math.abs(end[a]! - value) <= ROUNDING * (1 + Math.abs(value)));
};
