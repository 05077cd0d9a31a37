/** The members `samples` and `labels`: one gradient function a sample, with or without noise on its label. */
import type { CodeBlockWriter } from "ts-morph";
import type { Kernel } from "../lower/kernel.js";
import { comment } from "./header.js";
import type { Members } from "./members.js";
import type { NameTable } from "./names.js";
import type { ModuleSpec } from "./spec.js";

type Sampled = Pick<ModuleSpec, "samples" | "labels">;

/** What the module imports from "gen-sde/runtime" for them. */
export const sampleImports = ({ labels }: Sampled): readonly string[] => (labels ? ["sampleLabels"] : []);

/** The functions behind the members. */
export const sampleFunctions = ({ samples = [], labels }: Sampled): readonly Kernel[] =>
  labels ? [...labels.samples, labels.factors] : samples;

const MEMBERS = {
  samples: [
    "The samples: L is, up to a constant, the mean of n losses L_i with ∇L_i = n wᵢ rᵢ∇rᵢ (for links n lᵢ′(fᵢ)∇fᵢ).",
    "All of them vanish on Γ, so plain minibatch noise is zero there and moves nothing in the time t = Σ η².",
  ],
  labels: ["The labels, for `labelNoiseSgd`: noise of variance δ² on them gives Σ = c∇²L on Γ."],
} as const;

/** L is a mean over several samples. */
const hasSamples = (spec: Sampled): boolean => (spec.labels?.samples ?? spec.samples ?? []).length > 1;

/** The members that come with them. */
export const sampleMembers = (spec: Sampled): readonly (keyof typeof MEMBERS)[] => [
  ...(hasSamples(spec) ? (["samples"] as const) : []),
  ...(spec.labels ? (["labels"] as const) : []),
];

/** Properties of the Simulator interface. */
export const sampleTypes = (spec: Sampled): readonly string[] =>
  sampleMembers(spec).map((name) => `${comment(MEMBERS[name])}\nreadonly ${name}: NonNullable<Model["${name}"]>;`);

/** Writes the table of the functions; gives the entries of the returned object. */
export function writeSamples(
  writer: CodeBlockWriter,
  spec: Sampled,
  scope: NameTable,
  locals: Members,
): readonly string[] {
  const { samples, labels } = spec;
  const functions = labels?.samples ?? samples;
  if (!functions) return [];
  const table = scope.take("sampleGradients");
  writer.blankLine().writeLine(`const ${table} = [${functions.map((kernel) => locals.get(kernel)!).join(", ")}];`);
  const gradient = `(i: number, x: Float64Array, out: Float64Array) => { ${table}[i]!(x, ${labels ? "0, " : ""}out); }`;
  const members = !hasSamples(spec) ? [] : [`samples: { count: ${functions.length}, gradient: ${gradient} }`];
  if (!labels) return members;
  const factors = scope.take("factors");
  writer
    .writeLine(`const ${factors} = new Float64Array(${functions.length});`)
    .writeLine(`${locals.get(labels.factors)!}(${factors});`);
  const noisy = `(i, x, epsilon, out) => { ${table}[i]!(x, epsilon, out); }`;
  return [...members, `labels: sampleLabels(${JSON.stringify(labels.name)}, ${factors}, ${noisy})`];
}
