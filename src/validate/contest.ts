/** An algorithm and the limit that it is said to have, ready to be run. */
import {
  limitingFlow,
  limitingSde,
  limits,
  type Model,
  type NoiseName,
  type Process,
  retraction,
  sgd,
} from "../runtime/index.js";
import { onSamePath, withoutDiffusion } from "./brownian.js";

export interface Contest {
  readonly name: string;
  readonly title: string;
  readonly equation: string;
  readonly timeScale: string;
  /** Whether the limit has no noise. */
  readonly deterministic: boolean;
  algorithm(learningRate: number, seed: number): Process;
  /** The limit, one step for each of the algorithm's and with the same noise; absent where there is no such thing. */
  coupled?(learningRate: number, seed: number): Process;
  limit(dt: number, seed: number): Process;
  /** The limit with a step twice that of `limit(dt / 2, seed)` on the same Brownian paths. */
  coarseLimit(dt: number, seed: number): Process;
  /** The limit without its noise. */
  driftAlone(dt: number): Process;
}

/** SGD with a noise of the model. */
export const sgdContest = (model: Model, noise: NoiseName): Contest =>
  noise === "labelNoise" ? labelNoiseContest(model) : noisyContest(model, noise);

function noisyContest(model: Model, noise: NoiseName): Contest {
  const { name, title, equation, timeScale } = limits[noise];
  const sde =
    (dt: number, seed: number) =>
    (of: Model): Process =>
      limitingSde(of, { noise, dt, seed });
  return {
    ...{ name, title, equation, timeScale, deterministic: false },
    algorithm: (learningRate, seed) => sgd(model, { noise, learningRate, seed }),
    coupled: (learningRate, seed) => sde(learningRate ** 2, seed)(model),
    limit: (dt, seed) => sde(dt, seed)(model),
    coarseLimit: (dt, seed) => onSamePath(model, noise, seed, sde(dt, seed)),
    driftAlone: (dt) => sde(dt, 0)(withoutDiffusion(model, noise)),
  };
}

function labelNoiseContest(model: Model): Contest {
  const { name, title, equation, timeScale } = limits.labelNoise;
  const { drift } = model.noises.labelNoise;
  const flow = (dt: number): Process =>
    limitingFlow({ dimension: model.dimension, drift, retract: retraction(model) }, { dt });
  return {
    ...{ name, title, equation, timeScale, deterministic: true },
    // Labels are perturbed by fair ±δ.
    algorithm: (learningRate, seed) => sgd(model, { noise: "labelNoise", learningRate, seed, law: "rademacher" }),
    limit: flow,
    coarseLimit: flow,
    driftAlone: flow,
  };
}
