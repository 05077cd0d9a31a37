/** Label-noise SGD itself at a few sizes of the table: at too few samples, at enough, and from a larger start. */
import { labelNoiseSgd, simulate, summarize } from "gen-sde/runtime";
import { diagonalNetwork } from "./networks.js";
import { relativeError } from "./problem.js";
import { flowError, labelNoiseError, problemOf, SEEDS } from "./scaling.js";

export interface Size {
  readonly n: number;
  readonly d: number;
  /** All parameters at the start. */
  readonly alpha: number;
}

export const CONFIRMED: readonly Size[] = [
  { n: 10, d: 32, alpha: 1 },
  { n: 20, d: 32, alpha: 1 },
  { n: 26, d: 32, alpha: 1 },
  { n: 26, d: 32, alpha: 2 },
];

/** ct at the end for α = 1. */
const TIME = 3;

/** With q = 1 (signs), x₀∘e^{−2ct} is all that Y depends on: a start α takes ½ ln α longer. */
const endOf = (alpha: number): number => TIME + Math.log(alpha) / 2;

/** η of the largest curvature 8dα² of one sample at the start. */
const STEPSIZE = 0.8;

/** Relative errors of w over the seeds of the table: SGD itself, and the predictions. */
export function confirmations({ n, d, alpha }: Size) {
  const eta = STEPSIZE / (8 * d * alpha ** 2);
  const time = endOf(alpha);
  const problems = SEEDS.map((seed) => ({ seed, problem: problemOf(n, d, seed) }));
  const sgd = summarize(
    problems.map(({ seed, problem }) => {
      const { model, start, weights, truth } = diagonalNetwork(problem);
      const process = labelNoiseSgd(model, { learningRate: eta, delta: 1, seed });
      const steps = Math.round(time / (process.c! * eta ** 2));
      const [, last] = [...simulate(process, { start: start(alpha), steps, every: steps })];
      return relativeError(weights(last!.x), truth);
    }),
  );
  const limit = summarize(problems.map(({ problem }) => labelNoiseError(problem, time, alpha)));
  const flow = summarize(problems.map(({ problem }) => flowError(problem, alpha)));
  return {
    ...{ n, d, alpha, eta, sgd: sgd.mean, sgdSE: sgd.standardError },
    ...{ limit: limit.mean, limitSE: limit.standardError },
    ...{ gradientFlow: flow.mean, gradientFlowSE: flow.standardError },
  };
}
