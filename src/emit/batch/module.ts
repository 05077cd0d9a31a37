/** The batch of a module: the steps of SGD and of the limiting SDEs for many paths, for small losses. */
import type { Kernel } from "../../lower/kernel.js";
import { total } from "../../lower/cost.js";
import type { Code as Lowered, Program } from "../../lower/program.js";
import type { Value } from "../../lower/value.js";
import { HOST, MathLibrary, ModuleBuilder } from "../../wasm/index.js";
import { entry, type Members } from "../members.js";
import type { ModuleSpec } from "../spec.js";
import { RUNTIME_FUNCTIONS } from "../typescript.js";
import { PairFunction } from "./inline.js";
import { type Begin, limitStep, stochasticGradient } from "./steps.js";

/** An estimate: beyond this many operations a kernel's values do not stay near, and paths are better run one by one. */
const LARGEST = 2000;
const OF_MODEL = ["gradient", "retractStep"] as const;
const OF_NOISE = ["apply", "diffuse", "drift"] as const;

export interface Batch {
  /** The argument of the runtime's `batches`. */
  readonly text: string;
  /** The module in base64, which the text calls wasmCode. */
  readonly code: string;
}

/** The kernels of the model and of each noise that steps are made of, as far as there are any. */
const kernelsOf = ({ kernels, noises }: ModuleSpec): readonly (Kernel | undefined)[] => [
  ...OF_MODEL.map((name) => kernels.find((kernel) => kernel.name === name)),
  ...noises.flatMap((noise) => OF_NOISE.map((name) => noise.kernels.find((kernel) => kernel.name === name))),
];

export function isBatchable(spec: ModuleSpec, { programs }: Lowered): boolean {
  const wanted = kernelsOf(spec);
  const isSmall = programs.every(({ kernel, after }) => !wanted.includes(kernel) || total(after) <= LARGEST);
  const isWhole = wanted.every((kernel) => kernel !== undefined) && spec.noises.length > 0;
  return isWhole && (spec.target === "wasm" || (spec.target === "auto" && isSmall));
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
  const wanted = kernelsOf(spec);
  const [gradient, retractStep, ...ofNoises] = wanted.map((one) => programs.find(({ kernel }) => kernel === one)) as [
    Program,
    Program,
    ...Program[],
  ];
  spec.noises.forEach(({ name }, i) => {
    const [apply, diffuse, drift] = ofNoises.slice(OF_NOISE.length * i) as [Program, Program, Program];
    module.add(stochasticGradient(begin, gradient, apply), `${name}.stochasticGradient`);
    module.add(limitStep(begin, drift, diffuse, retractStep), `${name}.limitStep`);
  });
  const code = Buffer.from(module.encode()).toString("base64");
  const host = module
    .functionsFrom(HOST)
    .map((name) => ((RUNTIME_FUNCTIONS as readonly string[]).includes(name) ? name : `${name}: Math.${name}`));
  const noises = spec.noises.map(({ name, channels, kernels }) => {
    const functions = kernels.filter((kernel) => (OF_NOISE as readonly string[]).includes(kernel.name));
    const entries = functions.map((kernel) => entry(kernel.name, names.get(kernel)!));
    return `${name}: { channels: ${channels}, ${entries.join(", ")} }`;
  });
  const text = `{
    code: wasmCode,
    exact: ${String(library.isExact)},
    dimension: ${spec.parameters.length},
    kernels: {
      ${OF_MODEL.map((name, i) => entry(name, names.get(wanted[i]!)!)).join(", ")},
      noises: { ${noises.join(", ")} },
    },
    numbers: { ${[...used].join(", ")} },
    host: { ${host.join(", ")} },
  }`;
  return { text, code };
}
