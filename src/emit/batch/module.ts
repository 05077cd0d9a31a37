/** The batch of a module: the steps of SGD and of the limiting SDEs for many paths, for small losses. */
import type { Kernel } from "../../lower/kernel.js";
import { total } from "../../lower/cost.js";
import type { Code as Lowered, Program } from "../../lower/program.js";
import type { Value } from "../../lower/value.js";
import { type FunctionBuilder, HOST, MathLibrary, ModuleBuilder } from "../../wasm/index.js";
import { entry, type Members } from "../members.js";
import type { ModuleSpec, NoiseSpec } from "../spec.js";
import { RUNTIME_FUNCTIONS } from "../typescript.js";
import { PairFunction } from "./inline.js";
import { type Begin, limitStep, stochasticGradient } from "./steps.js";

/** An estimate: beyond this many operations a kernel's values do not stay near, and paths are better run one by one. */
const LARGEST = 2000;

/** The steps, each with the kernels that it is made of: the noise's or the model's. */
const STEPS: Readonly<Record<string, { readonly of: readonly string[]; readonly build: Build }>> = {
  stochasticGradient: { of: ["gradient", "apply"], build: stochasticGradient },
  limitStep: { of: ["drift", "diffuse", "retractStep"], build: limitStep },
};

type Build = (begin: Begin, ...of: readonly Program[]) => FunctionBuilder;

interface Step {
  readonly noise: NoiseSpec;
  readonly name: string;
  readonly kernels: readonly Kernel[];
  readonly build: Build;
}

export interface Batch {
  /** The argument of the runtime's `batches`. */
  readonly text: string;
  /** The module in base64, which the text calls wasmCode. */
  readonly code: string;
}

/** The steps of each noise that the module has all kernels for. */
const stepsOf = ({ kernels, noises }: ModuleSpec): readonly Step[] =>
  noises.flatMap((noise) =>
    Object.entries(STEPS).flatMap(([name, { of, build }]): readonly Step[] => {
      const found = of.map((wanted) => [...noise.kernels, ...kernels].find((kernel) => kernel.name === wanted));
      return found.every((kernel) => kernel !== undefined) ? [{ noise, name, kernels: found, build }] : [];
    }),
  );

export function isBatchable(spec: ModuleSpec, { programs }: Lowered): boolean {
  const steps = stepsOf(spec);
  const used = new Set(steps.flatMap(({ kernels }) => kernels));
  const isSmall = programs.every(({ kernel, after }) => !used.has(kernel) || total(after) <= LARGEST);
  return steps.length > 0 && (spec.target === "wasm" || (spec.target === "auto" && isSmall));
}

/** `constants` are the values that creation names, `names` those of the functions. */
export function writeBatch(
  spec: ModuleSpec,
  { programs }: Lowered,
  constants: ReadonlyMap<Value, string>,
  names: Members,
): Batch {
  const module = new ModuleBuilder();
  module.importMemory(HOST, "memory");
  const library = new MathLibrary(module);
  const used = new Set<string>();
  const constant = (value: Value) => {
    const name = constants.get(value);
    if (name === undefined) return undefined;
    used.add(name);
    return module.global("numbers", name, "f64");
  };
  const begin: Begin = (built, inlined) => new PairFunction(built, library, constant, inlined);
  const steps = stepsOf(spec);
  for (const { noise, name, kernels, build } of steps) {
    const made = kernels.map((one) => programs.find(({ kernel }) => kernel === one)!);
    module.add(build(begin, ...made), `${noise.name}.${name}`);
  }
  const code = Buffer.from(module.encode()).toString("base64");
  const host = module
    .functionsFrom(HOST)
    .map((name) => ((RUNTIME_FUNCTIONS as readonly string[]).includes(name) ? name : `${name}: Math.${name}`));
  const stepped = new Set(steps.flatMap(({ kernels }) => kernels));
  const entries = (kernels: readonly Kernel[]): readonly string[] =>
    kernels.filter((kernel) => stepped.has(kernel)).map((kernel) => entry(kernel.name, names.get(kernel)!));
  const noises = [...new Set(steps.map(({ noise }) => noise))].map(
    ({ name, channels, kernels }) => `${name}: { ${[`channels: ${channels}`, ...entries(kernels)].join(", ")} }`,
  );
  const text = `{
    code: wasmCode,
    exact: ${String(library.isExact)},
    dimension: ${spec.parameters.length},
    kernels: {
      ${[...entries(spec.kernels), `noises: { ${noises.join(", ")} }`].join(", ")},
    },
    numbers: { ${[...used].join(", ")} },
    host: { ${host.join(", ")} },
  }`;
  return { text, code };
}
