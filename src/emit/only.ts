/** A module of a few parts of the model: dead code elimination by members, before anything is lowered. */
import { type OperationCounts, operationCounts } from "../expr/count.js";
import { closedFlowMembers } from "./closed-flow.js";
import { type Members, membersOf } from "./members.js";
import { sampleFunctions, sampleMembers } from "./samples.js";
import type { EigenvectorSpec, ModuleSpec } from "./spec.js";

/** Everything that the module can have, by the names of `Only.parts`. */
export const partsOf = (spec: ModuleSpec): readonly string[] => [
  ...spec.kernels.map(({ name }) => name),
  ...(spec.eigenvectors ?? []).map(({ name }) => name),
  ...sampleMembers(spec),
  ...closedFlowMembers(spec),
  ...spec.noises.flatMap(({ name, kernels }) => kernels.map((kernel) => partOfNoise(name, kernel.name))),
];

const partOfNoise = (noise: string, kernel: string): string => `${noise}.${kernel}`;

/** The spec without the parts that nobody wants, and that none of the wanted calls or is checked by. */
export function withoutUnwanted(spec: ModuleSpec): ModuleSpec {
  const { closedFlow, eigenvectors = [], kernels, labels, noises, only, samples, ...about } = spec;
  if (only === undefined) return spec;
  const wants = (parts: readonly string[]): boolean => parts.some((part) => only.parts.has(part));
  const [hasFlow, hasSamples] = [wants(closedFlowMembers(spec)), wants(sampleMembers(spec))];
  // Its flow is what a drift is checked by, in thousands of steps.
  const hasDrift = [...only.parts].some((part) => part.includes(".drift"));
  const drifts = eigenvectors.filter(({ name }) => only.parts.has(name));
  const called = new Set([
    ...only.parts,
    ...drifts.flatMap(calledByDrift),
    ...(hasDrift ? ["gradient"] : []),
    ...(hasFlow && closedFlow?.kind === "quadratics" ? ["retractStep"] : []),
  ]);
  return {
    ...about,
    only,
    kernels: kernels.filter(({ name }) => called.has(name)),
    eigenvectors: drifts,
    noises: noises.flatMap((noise) => {
      const own = noise.kernels.filter(({ name }) => called.has(partOfNoise(noise.name, name)));
      return own.length > 0 ? [{ ...noise, kernels: own }] : [];
    }),
    ...(hasFlow && closedFlow && { closedFlow }),
    ...(hasSamples && samples && { samples }),
    ...(hasSamples && labels && { labels }),
  };
}

/** The eigenvector route asks for ∇²L and T[S], and for σξ of a noise that is not isotropic. */
const calledByDrift = ({ noise }: EigenvectorSpec): readonly string[] => [
  "hessian",
  "thirdContraction",
  ...(noise === undefined || noise === "isotropic" ? [] : [partOfNoise(noise, "apply")]),
];

/** The functions of the module, with their names in it. */
export const functionsOf = (spec: ModuleSpec): Members =>
  new Map([
    ...membersOf(spec),
    ...sampleFunctions(spec).map((kernel) => [kernel, kernel.name] as const),
    ...(spec.closedFlow ? [[spec.closedFlow.constants, spec.closedFlow.constants.name] as const] : []),
  ]);

/** What became of a function: it is not in the module. */
export interface Unwanted {
  readonly name: string;
  /** Operations per call as derived, each distinct subexpression once. */
  readonly before: OperationCounts;
}

export const unwantedFunctions = (all: ModuleSpec, wanted: ModuleSpec): readonly Unwanted[] => {
  const kept = functionsOf(wanted);
  return [...functionsOf(all)]
    .filter(([kernel]) => !kept.has(kernel))
    .map(([{ output }, name]) => ({
      name,
      before: operationCounts("value" in output ? [output.value] : output.values),
    }));
};
