/** The batch kernels of a module: those that SGD and the limiting SDEs step with, for small losses. */
import type { Kernel } from "../../lower/kernel.js";
import { total } from "../../lower/cost.js";
import type { Code as Lowered } from "../../lower/program.js";
import type { Value } from "../../lower/value.js";
import { HOST, MathLibrary, ModuleBuilder } from "../../wasm/index.js";
import type { ModuleSpec } from "../spec.js";
import { RUNTIME_FUNCTIONS } from "../typescript.js";
import { batchKernel } from "./kernel.js";

/** An estimate: beyond this many operations a kernel's values do not stay near, and paths are better run one by one. */
const LARGEST = 2000;
const OF_MODEL = ["gradient", "retractStep"];
const OF_NOISE = ["apply", "diffuse", "drift"];

export interface Batch {
  /** The argument of the runtime's `batches`. */
  readonly text: string;
  /** The module in base64, which the text calls wasmCode. */
  readonly code: string;
}

/** The names that kernels have in the batch module. */
const wantedOf = ({ kernels, noises }: ModuleSpec): ReadonlyMap<Kernel, string> =>
  new Map([
    ...kernels.filter(({ name }) => OF_MODEL.includes(name)).map((kernel) => [kernel, kernel.name] as const),
    ...noises.flatMap((noise) =>
      noise.kernels
        .filter(({ name }) => OF_NOISE.includes(name))
        .map((kernel) => [kernel, `${noise.name}.${kernel.name}`] as const),
    ),
  ]);

export function isBatchable(spec: ModuleSpec, { programs }: Lowered): boolean {
  const wanted = wantedOf(spec);
  const isSmall = programs.every(({ kernel, after }) => !wanted.has(kernel) || total(after) <= LARGEST);
  const isWhole = wanted.size === OF_MODEL.length + OF_NOISE.length * spec.noises.length && spec.noises.length > 0;
  return isWhole && (spec.target === "wasm" || (spec.target === "auto" && isSmall));
}

/** `constants` are the values that creation names. */
export function writeBatch(spec: ModuleSpec, { programs }: Lowered, constants: ReadonlyMap<Value, string>): Batch {
  const wanted = wantedOf(spec);
  const chosen = programs.filter(({ kernel }) => wanted.has(kernel));
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
  for (const program of chosen) module.add(batchKernel(program, library, constant), wanted.get(program.kernel));
  const code = Buffer.from(module.encode()).toString("base64");
  const host = module
    .functionsFrom(HOST)
    .map((name) => ((RUNTIME_FUNCTIONS as readonly string[]).includes(name) ? name : `${name}: Math.${name}`));
  const text = `{
    code: wasmCode,
    dimension: ${spec.parameters.length},
    channels: { ${spec.noises.map(({ name, channels }) => `${name}: ${channels}`).join(", ")} },
    numbers: { ${[...used].join(", ")} },
    host: { ${host.join(", ")} },
  }`;
  return { text, code };
}
