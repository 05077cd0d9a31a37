/** The loop kernels of a loss with named sizes, checked against the written-out loss at the example's sizes. */
import { compileModule, emitLoops } from "../emit/index.js";
import { gradient as gradientOf, matrices } from "../calculus/index.js";
import { sizeOf } from "../expr/index.js";
import type { LoopProblem } from "../loops/index.js";
import { type LossModel, tensors } from "../read/index.js";
import { fillNormal } from "../runtime/index.js";
import * as runtime from "../runtime/index.js";
import { Comparison, type Check } from "../verify/index.js";
import type { Analysis } from "./analyse.js";
import { provenance } from "./module.js";

type Kernel = (...args: Float64Array[]) => number | undefined;
type Kernels = Readonly<Record<string, Kernel | undefined>> & { readonly dimension: number };

export interface GeneratedLoops {
  readonly text: string;
  readonly checks: readonly Check[];
}

export const hasNamedSizes = (model: LossModel): boolean =>
  [model.parameters, ...(model.data ? [model.data] : [])].some((slot) =>
    tensors(slot).some(({ shape }) => shape.some((range) => typeof range === "string")),
  );

export const loopProblem = ({ parameters, data, loss }: LossModel): LoopProblem => ({
  parameters: tensors(parameters),
  data: data ? tensors(data) : [],
  loss,
});

const TOLERANCE = 1e-10;

/** Each kernel that has a counterpart in the exact derivatives of the written-out loss, at points on and off Γ. */
function checkLoops({ numeric, problem, located }: Analysis, kernels: Kernels): Check[] {
  const D = problem.dimension;
  const parameters = problem.model.parameters;
  const trace = matrices.trace(located.manifold.hessian);
  const traceGradient = gradientOf(trace, parameters);
  const compare = (
    name: string,
    expected: (x: Float64Array, v: Float64Array) => ArrayLike<number>,
  ): Comparison | undefined => {
    const kernel = kernels[name];
    if (!kernel) return undefined;
    const comparison = new Comparison(`loops: ${name} against the written-out loss`, TOLERANCE);
    located.minimizers.slice(0, 3).forEach(({ x: onGamma }, k) => {
      const v = new Float64Array(D);
      fillNormal(11, k, 0, v, D);
      const x = onGamma.map((value, a) => value + (name.startsWith("hessianTrace") ? 0 : 0.1 * v[a]!));
      const out = new Float64Array(D);
      const value = name === "hessianVector" ? kernel(x, v, out) : kernel(x, out);
      comparison.compare(x, value === undefined ? out : [value], expected(x, v));
    });
    return comparison;
  };
  const times = (H: Float64Array, v: Float64Array): Float64Array =>
    v.map((_, a) => v.reduce((sum, value, b) => sum + H[a * D + b]! * value, 0));
  const onSquares = located.manifold.route === "least squares";
  return [
    compare("loss", (x) => [numeric.loss(x)]),
    compare("gradient", (x) => numeric.gradient(x)),
    compare("hessianVector", (x, v) => times(numeric.hessian(x), v)),
    onSquares ? compare("hessianTrace", (x) => [numeric.at(x)(trace)]) : undefined,
    onSquares ? compare("hessianTraceGradient", (x) => numeric.vector(x, traceGradient)) : undefined,
  ].flatMap((comparison) => comparison?.result ?? []);
}

/** @throws DiagnosticError GS401 when a kernel is wrong: then nothing is released */
export async function generateLoops(analysis: Analysis): Promise<GeneratedLoops> {
  const { model, sizes, sample } = analysis;
  let checks: readonly Check[] = [];
  const text = await emitLoops(
    {
      name: model.name,
      ...provenance(model),
      problem: loopProblem(model),
      ...(model.data && { data: model.data }),
      guess: (name) => sizeOf(name, sizes),
    },
    (module) => {
      const create = compileModule(module, runtime).create as (sizes: unknown, data: unknown) => Kernels;
      checks = checkLoops(analysis, create(sizes, sample.dataValue));
      return Math.max(...checks.map(({ error }) => error)).toExponential(1);
    },
  );
  return { text, checks };
}
