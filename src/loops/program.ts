/** The lowered loops of one loss: arrays and numbers of data alone, made at creation, and one function per kernel. */
import type { Expr, Tensor } from "../expr/index.js";
import type { LoopKernel } from "./kernel.js";
import type { LoopProblem } from "./problem.js";
import type { Nest } from "./nest.js";

export interface LoopFunction {
  readonly kernel: LoopKernel;
  readonly nests: readonly Nest[];
  /** Arrays that are kept between calls; scalars are local. */
  readonly buffers: readonly Tensor[];
  /** Arithmetic of one call, as a polynomial in the sizes. */
  readonly operations: Expr;
  /** The same after each pass, in their order: counted when they are asked for. */
  readonly passes: () => readonly LoopPassCount[];
  /** The output may be the parameters themselves: x += …, entry by entry. */
  readonly inPlace: boolean;
  /** The same loops before they were tiled and addressed, as text. */
  readonly text: () => string;
}

export interface LoopPassCount {
  readonly pass: string;
  readonly before: Expr;
  readonly after: Expr;
}

export interface LoopProgram {
  readonly problem: LoopProblem;
  readonly creation: Omit<LoopFunction, "kernel" | "inPlace">;
  readonly functions: readonly LoopFunction[];
}
