/** A loop kernel: outputs in index notation, valid for every value of the named sizes. */
import type { Size } from "../expr/index.js";
import type { Argument } from "./layout.js";
import type { Definition, Lets } from "./lets.js";
import type { LoopProblem } from "./problem.js";

export interface LoopKernel {
  readonly name: string;
  readonly doc: readonly string[];
  readonly inputs: readonly Argument[];
  /** Written by the kernel, or returned when `returns`. */
  readonly output: Argument;
  readonly returns: boolean;
  /** The output is added to, not set. */
  readonly adds?: true;
  /** Called between steps, not in them: short loops are worth more than fast ones. */
  readonly rare?: boolean;
  /** If called at all, then many times: worth tiles where these gain most. */
  readonly inRuns?: boolean;
  /** out[i, j] = an expression in inputs, data and the arrays of the derivation's `lets`. */
  readonly values: readonly Definition[];
  /** Of `batchGradient`: how many samples there are, along each of their indices. */
  readonly samples?: readonly Size[];
}

/** The kernels of one loss, with the intermediate arrays that they share. */
export interface LoopDerivation {
  readonly problem: LoopProblem;
  readonly lets: Lets;
  readonly kernels: readonly LoopKernel[];
}
