/** A model straight from the derivation, evaluated term by term: for checks of a module that has not all that they ask for. */
import { type Expr, evaluator } from "../expr/index.js";
import type { NumericProblem } from "../geometry/index.js";
import type { Kernel } from "../lower/kernel.js";
import type { Model, NoiseModel, NoiseName } from "../runtime/index.js";
import type { EmittedModel } from "../verify/index.js";
import type { Analysis } from "./analyse.js";
import { baseKernels, channelsOf, noiseKernels } from "./kernels.js";

/** What was emitted, and the rest from the derivation. */
export function completed(analysis: Analysis, emitted: EmittedModel): Model {
  const reference = referenceModel(analysis);
  const noises = Object.values<NoiseModel>(reference.noises).map((noise) => {
    const own = emitted.noises[noise.name];
    // As many as σ has columns, whoever has σ.
    return [noise.name, { ...noise, ...own, channels: (own?.apply ? own : noise).channels }];
  });
  return { ...reference, ...emitted, noises: Object.fromEntries(noises) as Model["noises"] };
}

/** Kernels are made when they are called: nothing for a module that has them itself. */
export function referenceModel({ flat, limits, located, numeric }: Analysis): Model {
  const { manifold, minimizers } = located;
  const base = once(() => new Map(baseKernels(manifold).map((kernel) => [kernel.name, kernel])));
  const ofModel = (name: string): Evaluate => evaluated(() => base().get(name)!, numeric);
  return {
    name: "reference",
    dimension: numeric.dimension,
    rank: minimizers[0]!.rank,
    parameters: flat.names,
    loss: (x) => numeric.loss(x),
    gradient: (x, out) => {
      out.set(numeric.gradient(x));
    },
    hessian: (x, out) => {
      out.set(numeric.hessian(x));
    },
    thirdContraction: (x, S, out) => {
      numeric.curvatureAt(x).thirdContraction(x, S, out);
    },
    residuals: ofModel("residuals"),
    retractStep: ofModel("retractStep"),
    tangentProject: ofModel("tangentProject"),
    noises: Object.fromEntries(
      (Object.keys(limits) as NoiseName[]).map((name) => {
        const made = once(() => noiseKernels(name, manifold, limits[name]!));
        const of = (kernel: "apply" | "diffuse" | "drift" | "driftTerms"): Evaluate =>
          evaluated(() => made()[kernel], numeric);
        const noise: NoiseModel = {
          name,
          channels: channelsOf(limits[name]!.noise, manifold),
          apply: of("apply"),
          diffuse: of("diffuse"),
          drift: of("drift"),
          driftTerms: of("driftTerms"),
        };
        return [name, noise];
      }),
    ) as unknown as Model["noises"],
  };
}

type Evaluate = (...args: readonly Float64Array[]) => void;

/** A kernel as a function of its inputs and its output, for the data of the problem. */
function evaluated(kernel: () => Kernel, { data, problem }: NumericProblem): Evaluate {
  const known = problem.model.data.map((entry, i) => [entry, data[i]!] as const);
  return (...args) => {
    const { inputs, output, name } = kernel();
    if ("value" in output) throw new Error(`internal: ${name} writes no array`);
    const given = inputs.flatMap(({ elements }, i) => elements.map((entry, k) => [entry, args[i]![k]!] as const));
    const values = new Map<Expr, number>([...known, ...given]);
    args.at(-1)!.set(output.values.map(evaluator({ element: (entry) => values.get(entry) ?? NaN })));
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
