/** The members `flow` and `labelNoiseFlow`: Φ in closed form, by the runtime from a few constants of the loss. */
import type { CodeBlockWriter } from "ts-morph";
import { comment } from "./header.js";
import { type Members, entry } from "./members.js";
import type { NameTable } from "./names.js";
import type { ModuleSpec } from "./spec.js";

/** What the module imports from "gen-sde/runtime" for them. */
export const closedFlowImports = ({ closedFlow }: Flowing): readonly string[] =>
  closedFlow ? [closedFlow.kind === "quadratics" ? "quadraticFlow" : "productFlow"] : [];

const MEMBERS = {
  flow: ["out = Φ(x), the limit of gradient flow x' = −∇L(x), without integrating it: by what the flow conserves."],
  labelNoiseFlow: [
    "out = the limiting flow of label noise, exactly, after time t from Φ(x0), for c = 1; for another c at time ct.",
  ],
} as const;

type Flowing = Pick<ModuleSpec, "closedFlow">;

/** The members that come with it. */
export const closedFlowMembers = ({ closedFlow }: Flowing): readonly (keyof typeof MEMBERS)[] =>
  closedFlow ? (closedFlow.kind === "quadratics" ? ["flow", "labelNoiseFlow"] : ["flow"]) : [];

/** Properties of the Simulator interface. */
export const closedFlowTypes = (spec: Flowing): readonly string[] =>
  closedFlowMembers(spec).map((name) => `${comment(MEMBERS[name])}\nreadonly ${name}: NonNullable<Model["${name}"]>;`);

/** Writes the constants and what is made of them; gives the entries of the returned object. */
export function writeClosedFlow(
  writer: CodeBlockWriter,
  { closedFlow, kernels, parameters }: ModuleSpec,
  scope: NameTable,
  locals: Members,
): readonly string[] {
  if (!closedFlow) return [];
  const constants = locals.get(closedFlow.constants)!;
  const flow = scope.take("closedFlow");
  writer.blankLine();
  if (closedFlow.kind === "product") writer.writeLine(`const ${flow} = productFlow(${constants}());`);
  else {
    const D = String(parameters.length);
    const decay = scope.take("decay");
    const retractStep = locals.get(kernels.find(({ name }) => name === "retractStep")!)!;
    writer.writeLine(`const ${decay} = new Float64Array(${D});`).writeLine(`${constants}(${decay});`);
    const pairs = closedFlow.pairs.length > 0 ? [`pairs: ${JSON.stringify(closedFlow.pairs)}`] : [];
    const fields = [`dimension: ${D}`, entry("retractStep", retractStep), ...pairs, entry("decay", decay)];
    writer.writeLine(`const ${flow} = quadraticFlow({ ${fields.join(", ")} });`);
  }
  return closedFlowMembers({ closedFlow }).map((name) => entry(name, `${flow}.${name}`));
}
