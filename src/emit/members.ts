/** The functions of a generated module and the names they have in it. */
import type { Kernel } from "../lower/kernel.js";
import { comment } from "./header.js";
import { type Callable, functionType } from "./kernels.js";
import type { ModuleSpec, NoiseSpec } from "./spec.js";

/** driftIsotropic, driftLabelNoise, drift. */
const SUFFIXES: Record<NoiseSpec["name"], string> = { isotropic: "Isotropic", labelNoise: "LabelNoise", declared: "" };

export type Members = ReadonlyMap<Kernel, string>;

export const membersOf = ({ kernels, noises }: ModuleSpec): Members =>
  new Map([
    ...kernels.map((kernel) => [kernel, kernel.name] as const),
    ...noises.flatMap(({ name, kernels: own }) => own.map((kernel) => [kernel, kernel.name + SUFFIXES[name]] as const)),
  ]);

/** Properties of the Simulator interface: here is where the formulas are read. */
export const memberTypes = (spec: ModuleSpec): readonly string[] => [
  ...[...membersOf(spec)].map(([kernel, name]) => memberType(name, kernel)),
  ...(spec.eigenvectors ?? []).map((eigenvector) => memberType(eigenvector.name, eigenvector)),
];

export type Documented = Callable & Pick<Kernel, "doc">;

const memberType = (name: string, member: Documented): string =>
  `${comment(docOf(member))}\nreadonly ${name}: ${functionType(member)};`;

export function docOf({ doc, inputs, output }: Documented): readonly string[] {
  const params = inputs.map((input) => `@param ${input.name} ${input.doc}`);
  return [...doc, ...params, ...("value" in output ? [] : [`@param ${output.name} ${output.doc}`])];
}

/** What the Simulator interface extends: all of a model, or what every module has of it. */
export const simulatorBase = ({ only }: ModuleSpec, withBatch: boolean): string =>
  only
    ? `Pick<Model, ${[...ALWAYS, ...(withBatch ? ["batch"] : [])].map((name) => `"${name}"`).join(" | ")}>`
    : "Model";

const ALWAYS: readonly string[] = ["name", "dimension", "rank", "parameters"];

/** The property of the noises in a module that has not all of them. */
export function noisesType({ noises, only }: ModuleSpec): readonly string[] {
  if (!only) return [];
  const types = noises.map(({ name, kernels }) => {
    const own = ["name", "channels", ...kernels.map((kernel) => kernel.name)].map((member) => `"${member}"`);
    return `readonly ${name}: Pick<NoiseModel, ${own.join(" | ")}>;`;
  });
  const type = noises.length > 0 ? `{ ${types.join(" ")} }` : "Readonly<Record<never, never>>";
  return [`${comment(["The noises, with the kernels that the module was made for."])}\nreadonly noises: ${type};`];
}

/** The entries of the returned object; `locals` are the names of the functions. */
export const memberEntries = (members: Members, locals: Members): readonly string[] =>
  [...members].map(([kernel, name]) => entry(name, locals.get(kernel)!));

export const noiseEntries = ({ noises }: ModuleSpec, locals: Members): string => {
  const fields = noises.map(({ name, channels, kernels }) => {
    const functions = kernels.map((kernel) => entry(kernel.name, locals.get(kernel)!));
    return `${name}: { name: ${JSON.stringify(name)}, channels: ${channels}, ${functions.join(", ")} }`;
  });
  return `{ ${fields.join(", ")} }`;
};

export const entry = (name: string, value: string): string => (name === value ? name : `${name}: ${value}`);
