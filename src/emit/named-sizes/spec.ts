/** What the module of a loss with named sizes is made from. */
import type { Expr } from "../../expr/index.js";
import type { Guess, LoopKernelName, LoopPassCount, LoopProblem } from "../../loops/index.js";
import type { Slot } from "../../read/model.js";
import type { ModuleSpec } from "../spec.js";
import type { Target } from "../target.js";

export interface NamedSizesSpec extends Pick<ModuleSpec, "name" | "version" | "source" | "summary" | "eigenvectors"> {
  readonly problem: LoopProblem;
  readonly form: Form;
  /** The least that named sizes may be, where that is more than 1. */
  readonly leastSizes?: Readonly<Record<string, number>>;
  /** The layout of the data, sizes by name. */
  readonly data?: Slot;
  /** Typical sizes: they decide the order of contractions, never the result. */
  readonly guess: Guess;
  /** All residuals are quadratic, without products of different parameters: Φ is closed. */
  readonly isQuadratic?: boolean;
  readonly target: Target;
}

export interface NamedSizesModule {
  readonly text: string;
  /** Operations per call of each kernel, as polynomials in the sizes. */
  readonly operations: readonly LoopStats[];
}

export interface LoopStats {
  readonly name: string;
  readonly count: Expr;
  /** Counted when they are asked for. */
  readonly passes: () => readonly LoopPassCount[];
}

/** The two kinds of models in the runtime, and the kernels that each is made of. */
export const FORMS = {
  /** Σ (w_i/2) r_i² with residuals that vanish on Γ: through JJᵀ. */
  squares: { make: "residualModel", model: "ResidualModel", kernels: "ResidualKernels", derive: undefined },
  /** Any other loss: by eigenvectors of ∇²L, whose rank has to be given. */
  general: {
    make: "eigenModel",
    model: "EigenModel",
    kernels: "GeneralKernels",
    derive: [
      "loss",
      "gradient",
      "hessianVector",
      "thirdAlong",
      "laplacian",
      "laplacianGradient",
      "batchGradient",
      "addSampleGradient",
      "noise",
    ] as readonly LoopKernelName[],
  },
} as const;

export type Form = keyof typeof FORMS;
