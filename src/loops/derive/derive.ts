/** From a loss in index notation to its loop kernels: the table of what is derived. */
import { Context } from "./context.js";
import type { LoopDerivation, LoopKernel } from "../kernel.js";
import type { LoopProblem } from "../problem.js";
import { gradient, hessian, hessianVector, loss } from "./of-loss.js";
import { labelSlopes, noise } from "./of-noise.js";
import {
  curvatureContraction,
  curvatureQuadratic,
  curvatureTraces,
  gram,
  hessianTrace,
  hessianTraceGradient,
  jacobian,
  jacobianTransposed,
  jacobianVector,
  residuals,
  weights,
} from "./of-residuals.js";
import { addSampleGradient, batchGradient } from "./of-samples.js";
import { laplacian, laplacianGradient, thirdAlong, thirdContraction } from "./of-third.js";
import { type Guess, TYPICAL } from "../size-cost.js";

type Derive = (context: Context) => LoopKernel | undefined;

/** Kernels of any loss; those of samples for a loss that is a sum over them, `noise` of one that declares it. */
const OF_LOSS = {
  loss,
  gradient,
  hessianVector,
  hessian,
  thirdAlong,
  laplacian,
  laplacianGradient,
  thirdContraction,
  batchGradient,
  addSampleGradient,
  noise,
} satisfies Record<string, Derive>;

/** Kernels of weighted least squares; `labelSlopes` where there are labels. */
const OF_RESIDUALS = {
  residuals,
  weights,
  labelSlopes,
  jacobian,
  jacobianVector,
  jacobianTransposed,
  gram,
  hessianTrace,
  hessianTraceGradient,
  curvatureContraction,
  curvatureQuadratic,
  curvatureTraces,
} satisfies Record<string, Derive>;

export type LoopKernelName = keyof typeof OF_LOSS | keyof typeof OF_RESIDUALS;

/** Arrays of D × D and M × D numbers: derived when asked for. */
const DENSE: readonly string[] = ["hessian", "jacobian", "thirdContraction"] satisfies LoopKernelName[];

/** On Γ least squares need no Laplacian: the residuals' gradients say it all. */
const REPLACED: readonly string[] = ["laplacian", "laplacianGradient"] satisfies LoopKernelName[];

/** What is observed of a path, not needed to follow it; ρ of the compensation, which a retraction makes up for. */
const RARE: readonly string[] = [
  "loss",
  "thirdAlong",
  "laplacian",
  "hessianTrace",
  "curvatureQuadratic",
  "curvatureTraces",
] satisfies LoopKernelName[];

export const LOOP_KERNELS = Object.keys({ ...OF_LOSS, ...OF_RESIDUALS }) as readonly LoopKernelName[];

/** For ∇²L v least squares have J and Jᵀ: the product is left to checks of the learning rate. The others are called at creation. */
const RARE_ON_SQUARES: readonly string[] = ["hessianVector", "weights", "labelSlopes"] satisfies LoopKernelName[];

/** A largest eigenvalue takes a product per step of its iteration. */
const IN_RUNS: readonly string[] = ["hessianVector"] satisfies LoopKernelName[];

/** The kernels that this loss has: of those asked for, the ones that its form allows; else all that a simulator needs. */
export function deriveLoops(
  problem: LoopProblem,
  names?: readonly LoopKernelName[],
  guess: Guess = TYPICAL,
  asWritten = false,
): LoopDerivation {
  const context = new Context(problem, guess, asWritten);
  const onSquares = context.families.length > 0;
  const table: Record<string, Derive> = onSquares ? { ...OF_LOSS, ...OF_RESIDUALS } : OF_LOSS;
  const left = [...DENSE, ...(onSquares ? REPLACED : [])];
  const rare = [...RARE, ...(onSquares ? RARE_ON_SQUARES : [])];
  const wanted = names ?? Object.keys(table).filter((name) => !left.includes(name));
  const kernels = wanted.flatMap((name) => {
    const kernel = table[name]?.(context);
    return kernel ? [{ ...kernel, rare: rare.includes(name), inRuns: IN_RUNS.includes(name) }] : [];
  });
  return { problem, lets: context.lets, kernels };
}
