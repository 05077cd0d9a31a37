/** Label-noise SGD itself at a few sizes of the table, at too few samples and at enough. */
import { labelNoiseSgd, simulate, summarize } from "gen-sde/runtime";
import { diagonalNetwork } from "./networks.js";
import { relativeError } from "./problem.js";
import { ALPHA, flowError, labelNoiseError, problemOf, SEEDS } from "./scaling.js";

export interface Size {
  readonly n: number;
  readonly d: number;
}

export const CONFIRMED: readonly Size[] = [
  { n: 10, d: 32 },
  { n: 20, d: 32 },
  { n: 26, d: 32 },
];

/** ct at the end. */
const TIME = 3;

/** η of the largest curvature 8dα² of one sample at the start. */
const STEPSIZE = 0.8;

/** Relative errors of w over the seeds of the table: SGD itself, and the predictions. */
export function confirmations({ n, d }: Size) {
  const eta = STEPSIZE / (8 * d * ALPHA ** 2);
  const problems = SEEDS.map((seed) => ({ seed, problem: problemOf(n, d, seed) }));
  const sgd = summarize(
    problems.map(({ seed, problem }) => {
      const { model, start, weights, truth } = diagonalNetwork(problem);
      const process = labelNoiseSgd(model, { learningRate: eta, delta: 1, seed });
      const steps = Math.round(TIME / (process.c! * eta ** 2));
      const [, last] = [...simulate(process, { start: start(ALPHA), steps, every: steps })];
      return relativeError(weights(last!.x), truth);
    }),
  );
  const limit = summarize(problems.map(({ problem }) => labelNoiseError(problem, TIME)));
  const flow = summarize(problems.map(({ problem }) => flowError(problem)));
  return {
    ...{ n, d, eta, sgd: sgd.mean, sgdSE: sgd.standardError },
    ...{ limit: limit.mean, limitSE: limit.standardError },
    ...{ gradientFlow: flow.mean, gradientFlowSE: flow.standardError },
  };
}
