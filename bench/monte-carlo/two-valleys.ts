/** Normalized GD, GD on √L and SAM in two valleys with an exact limit. */
import type { ProcessSpec } from "gen-sde/runtime";
import { F1, twoValleys } from "../../test/unit/runtime/fixtures/two-valleys.js";
import { algorithm, type Case } from "./case.js";

/** Where the other implementation's one path ended, and its error: that of its last digit if not said. */
type End = readonly [learningRate: number, radius: number | undefined, x1: number, x2: number, error?: number];

const LAST_DIGIT = 1e-6;

/** Where the optimizers without noise, and SAM on one sample, end in the two valleys: (x₁, x₂) is Φ(x) for small x₃, x₄. */
function inTwoValleys(
  name: string,
  dynamics: ProcessSpec["dynamics"],
  rows: readonly End[],
  /** x₃ and x₄ at the start. */
  beside: (eta: number) => readonly [number, number],
  paths = 1,
): Case[] {
  return rows.map(([learningRate, radius, x1, x2, error = LAST_DIGIT]) => ({
    ...{ model: twoValleys, T: 1, paths },
    name: [name, String(learningRate), ...(radius === undefined ? [] : [String(radius)])].join("-"),
    spec: algorithm(dynamics, learningRate, radius === undefined ? {} : { radius }),
    start: [1, -0.8, ...beside(learningRate)],
    observe: { x1: (x) => x[0]!, x2: (x) => x[1]! },
    reference: { x1: { mean: x1, error }, x2: { mean: x2, error } },
  }));
}

export const sharpnessCases: readonly Case[] = [
  // How far from Γ the other implementation started is not known: at larger η its first steps are seen in the end.
  ...inTwoValleys(
    "E-normalized-gd",
    "normalizedGd",
    [
      [0.02, undefined, 0.862348, -0.757646],
      [0.01, undefined, 0.862348, -0.757645],
      [0.005, undefined, 0.862348, -0.757644],
    ],
    (eta) => [eta / 2, 1e-8],
  ),
  ...inTwoValleys(
    "E-sqrt-loss",
    "sqrtLoss",
    [
      [0.01, undefined, 0.804264, -0.737591],
      [0.005, undefined, 0.804265, -0.73759],
    ],
    (eta) => [(eta / 2) * Math.sqrt(F1(1, -0.8)[0]! / 2), 1e-8],
  ),
  ...inTwoValleys(
    "E-sam",
    "samFull",
    [
      [0.05, 0.05, 0.384884, -0.532102],
      [0.05, 0.02, 0.384919, -0.532109],
      [0.025, 0.02, 0.407828, -0.547396],
      [0.025, 0.01, 0.40783, -0.547396],
    ],
    () => [1e-4, 1e-6],
  ),
  // The error of the other implementation's one path is its standard deviation, as that of ours here.
  ...inTwoValleys(
    "E-single-sample-sam",
    "samSingle",
    [
      [0.05, 0.05, 0.260061, -0.532459, 4e-3],
      [0.025, 0.02, 0.307837, -0.565958, 1.2e-3],
      [0.0125, 0.02, 0.330622, -0.580787, 8e-4],
    ],
    () => [1e-3, 1e-3],
    20,
  ),
];
