/** What is run by default. */
import type { ProblemOptions } from "./problem.js";
import type { SgdPathOptions } from "./path.js";

/** Of the table of n against d. */
export const DIMENSIONS = [32, 64, 128, 256, 512];

/** Of the path of SGD in time: η halved twice, on one problem. */
export const PATH = {
  ...{ n: 32, d: 64, sparsity: 5, law: "signs", seed: 1 },
  ...{ alpha: 1, T: 2, looks: 10, delta: 1 },
  runs: [
    { eta: 0.0015, paths: 4 },
    { eta: 0.00075, paths: 4 },
    { eta: 0.000375, paths: 4 },
  ],
} as const satisfies ProblemOptions & Omit<SgdPathOptions, "eta" | "paths"> & { runs: unknown };
