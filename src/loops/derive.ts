/** From a loss in index notation to its loop kernels: the table of what is derived, each row by the calculus alone. */
import { type Element, type Expr, type Tensor, add, delta, element, freshIndex, multiply, num, power, sum } from "../expr/index.js";
import { adjoints } from "./adjoint.js";
import { batchLoss } from "./batch.js";
import type { LoopDerivation, LoopKernel } from "./kernel.js";
import {
  type Argument,
  type Part,
  entry,
  lengthOf,
  matrixArgument,
  numberArgument,
  vectorArgument,
  viewOf,
} from "./layout.js";
import { type Definition, Lets } from "./lets.js";
import { type ResidualFamily, residualFamilies } from "./residuals.js";
import { type Settler, settler } from "./settle.js";
import { type Guess, TYPICAL } from "./size-cost.js";
import { type Direction, alongTensors, tangents } from "./tangent.js";

export interface LoopProblem {
  readonly parameters: readonly Tensor[];
  readonly data: readonly Tensor[];
  readonly loss: Expr;
}

const ALWAYS = ["loss", "gradient", "hessianVector", "hessian"] as const;
const OF_SAMPLES = ["batchGradient"] as const;
const OF_RESIDUALS = [
  "residuals",
  "jacobian",
  "jacobianVector",
  "jacobianTransposed",
  "hessianTrace",
  "hessianTraceGradient",
  "curvatureContraction",
  "curvatureQuadratic",
  "curvatureTraces",
] as const;
export type LoopKernelName = (typeof ALWAYS | typeof OF_SAMPLES | typeof OF_RESIDUALS)[number];

/** The kernels that this loss has: all that are asked for and that its form allows. */
export function deriveLoops(
  problem: LoopProblem,
  names: readonly LoopKernelName[] = [...ALWAYS, ...OF_SAMPLES, ...OF_RESIDUALS],
  guess: Guess = TYPICAL,
): LoopDerivation {
  const derivation = new Derivation(problem, guess);
  const kernels = names.map((name) => derivation.kernel(name)).filter((kernel) => kernel !== undefined);
  return {
    parameters: problem.parameters,
    data: problem.data,
    dimension: lengthOf(problem.parameters),
    lets: derivation.lets,
    kernels,
  };
}

type Output = readonly [parts: readonly Part[], value: (at: readonly Element[]) => Expr];
type Make = (name: LoopKernelName) => LoopKernel | undefined;

class Derivation {
  readonly lets: Lets;
  readonly #settler: Settler;
  readonly #problem: LoopProblem;
  readonly #families: readonly ResidualFamily[];
  readonly #residualParts: readonly Part[];
  readonly #x: Argument;

  constructor(problem: LoopProblem, guess: Guess) {
    this.#problem = problem;
    this.lets = new Lets([...problem.parameters, ...problem.data].map(({ name }) => name));
    this.#settler = settler(this.lets, guess);
    this.#families = residualFamilies(problem.loss) ?? [];
    this.#x = parameterArgument(problem.parameters);
  }
}
