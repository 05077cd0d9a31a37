/** The module of a loss with named sizes: loop kernels and a model for every value of the sizes. */
import {
  type CompiledModule,
  type Form,
  type NamedSizesModule,
  type NamedSizesSpec,
  type Target,
  compileJavaScript,
  compileModule,
  emitNamedSizes,
  writeRunnable,
} from "../emit/index.js";
import { type Sizes, sizeOf } from "../expr/index.js";
import { closedFlowOf } from "../geometry/index.js";
import { type LoopProblem, labelsOf, residualFamilies } from "../loops/index.js";
import { type LossModel, tensors } from "../read/index.js";
import type { SimdUse, SizedModel } from "../runtime/index.js";
import * as runtime from "../runtime/index.js";
import type { Analysis } from "./analyse.js";
import { eigenvectorMember } from "./dynamics.js";
import { provenance } from "./module.js";

/** Real sizes are in proportion to the example's, and large: the power of a size counts, not a term that is added. */
const LIKE_THE_EXAMPLE = 50;

export const hasNamedSizes = (model: LossModel): boolean =>
  [model.parameters, ...(model.data ? [model.data] : [])].some((slot) =>
    tensors(slot).some(({ shape }) => shape.some((range) => typeof range === "string")),
  );

/** The loss in index notation, with its labels resolved. */
export function loopProblem({ parameters, data, loss, labels, noise }: LossModel): LoopProblem {
  const problem: LoopProblem = {
    parameters: tensors(parameters),
    data: data ? tensors(data) : [],
    loss,
    ...(labels !== undefined && { labels }),
    ...(noise && { noise: { xi: tensors(noise.xi), component: (p, at) => noise.component(p, at) } }),
  };
  const found = labelsOf(problem);
  return found ? { ...problem, labels: found.name } : problem;
}

const isSumOfSquares = ({ loss }: LossModel): boolean => residualFamilies(loss) !== undefined;

/** Above this, residuals at the minimizers are no rounding: ∇²L then has a part r_i ∇²r_i besides JᵀJ. */
const FITTED = 1e-16;

/** Least squares go through JJᵀ where all residuals vanish on Γ. */
const formOf = ({ model, numeric, located }: Analysis): Form =>
  isSumOfSquares(model) && located.minimizers.every(({ x }) => Math.abs(numeric.loss(x)) < FITTED)
    ? "squares"
    : "general";

/** What `create` has to be told at the sizes of the sample: the rank, where it is not the number of residuals. */
export function optionsAt(analysis: Analysis): { readonly rank?: number } {
  const { manifold, minimizers } = analysis.located;
  const isKnown = formOf(analysis) === "squares" && manifold.route === "least squares";
  return isKnown ? {} : { rank: minimizers[0]!.rank };
}

export type CreateForSizes = (
  data: unknown,
  sizes?: Sizes,
  options?: { readonly rank?: number; readonly simd?: SimdUse },
) => SizedModel;

/** `create` of a module's text. */
export const loadNamedSizes = (text: string, hasData: boolean): CreateForSizes =>
  creatorOf(compileModule(text, runtime), hasData);

/** A loss without data has no such argument. */
function creatorOf({ create }: CompiledModule, hasData: boolean): CreateForSizes {
  const make = create as (...args: unknown[]) => SizedModel;
  return hasData ? make : (_data, sizes, options) => make(sizes, options);
}

function isQuadratic(analysis: Analysis): boolean {
  const flow = formOf(analysis) === "squares" ? closedFlowOf(analysis.located.manifold) : undefined;
  return flow?.kind === "quadratics" && flow.pairs.length === 0;
}

export function emitForEverySize(
  analysis: Analysis,
  summary: readonly string[],
  target: Target,
  selfCheck: (create: CreateForSizes) => string,
): Promise<NamedSizesModule> {
  const { model, sizes, dynamics, located } = analysis;
  const spec = specOf(model, sizes, formOf(analysis));
  const eigenvectors = dynamics.map((derived) => eigenvectorMember(derived, located.manifold));
  return emitNamedSizes({ ...spec, summary, target, eigenvectors, isQuadratic: isQuadratic(analysis) }, (text) =>
    selfCheck(loadNamedSizes(text, hasData(model))),
  );
}

const hasData = ({ data }: LossModel): boolean => data !== undefined && tensors(data).length > 0;

const specOf = (model: LossModel, sizes: Sizes, form: Form): NamedSizesSpec => ({
  name: model.name,
  ...provenance(model),
  summary: [],
  target: "ts",
  problem: loopProblem(model),
  form,
  ...(model.leastSizes && { leastSizes: model.leastSizes }),
  ...(model.data && hasData(model) && { data: model.data }),
  guess: (name) => LIKE_THE_EXAMPLE * sizeOf(name, sizes),
});

/** The model of a least-squares loss without a check and without a file; undefined for a loss of another form. */
export function leastSquaresCreator(model: LossModel, sizes: Sizes): CreateForSizes | undefined {
  if (!isSumOfSquares(model)) return undefined;
  return unchecked(model, sizes, "squares");
}

/** The model of a loss of any form in the same way; it has to be told its rank. */
export const generalCreator = (model: LossModel, sizes: Sizes): CreateForSizes => unchecked(model, sizes, "general");

const unchecked = (model: LossModel, sizes: Sizes, form: Form): CreateForSizes =>
  creatorOf(compileJavaScript(writeRunnable(specOf(model, sizes, form)), runtime), hasData(model));
