/** The published setting for w = v∘v: d = 100, κ = 5, 40 samples, label noise ±δ, the learning rate divided by 10 late. */
import { labelNoiseSgd, type Process, simulate, summarize, type Summary } from "gen-sde/runtime";
import { gradientDescent, type Network, squareNetwork } from "./networks.js";
import { type ProblemOptions, sparseProblem } from "./problem.js";

export interface Setting {
  /** All parameters at the start. */
  readonly alpha: number;
  readonly delta: number;
  readonly steps: number;
  readonly looks: number;
  readonly paths: number;
  /** The first learning rate, for the loss ¼r² of one sample. */
  readonly rate: number;
  readonly seed: number;
}

export const PUBLISHED: ProblemOptions & Setting = {
  ...{ n: 40, d: 100, sparsity: 5, law: "gaussian", positive: true, seed: 1 },
  ...{ alpha: 1, delta: 1, steps: 300_000, looks: 60, paths: 5, rate: 0.01 },
};

export interface TestErrors {
  readonly step: number;
  readonly labelNoise: Summary;
  readonly gradientDescent: number;
}

/** The model has r² for a sample where the published loss has ¼r². */
const QUARTER = 1 / 4;

/** E(⟨z, w⟩ − ⟨z, w*⟩)² = ‖w − w*‖² over fresh inputs z of variance 1. */
export const testError = ({ weights, truth }: Network, x: Float64Array): number =>
  weights(x).reduce((sum, w, j) => sum + (w - truth[j]!) ** 2, 0);

export const publishedNetwork = (): Network => squareNetwork(sparseProblem(PUBLISHED));

/** Test errors of label-noise SGD with one sample a step, and of gradient descent with the same start and rates. */
export function testErrors(network: Network, setting: Setting = PUBLISHED): TestErrors[] {
  const { alpha, delta, steps, looks, paths, rate, seed } = setting;
  const late = Math.round((2 / 3) * steps);
  const learningRate = (k: number): number => QUARTER * (k < late ? rate : rate / 10);
  const sgd = labelNoiseSgd(network.model, { learningRate, delta, seed });
  const start = network.start(alpha);
  const every = Math.round(steps / looks);
  const follow = (process: Process, path: number): [step: number, error: number][] =>
    Array.from(simulate(process, { start, steps, every, path }), ({ step, x }) => [step, testError(network, x)]);
  const noisy = Array.from({ length: paths }, (_, path) => follow(sgd, path));
  return follow(gradientDescent(network.model, learningRate), 0).map(([step, error], i) => ({
    step,
    labelNoise: summarize(noisy.map((path) => path[i]![1])),
    gradientDescent: error,
  }));
}
