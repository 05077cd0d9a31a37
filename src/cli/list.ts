/** `gen-sde list dynamics`: the registry of algorithms and their limits. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { type DynamicsDescription, type Option, describeDynamics, registry } from "../runtime/index.js";
import { EXIT, printJson } from "./exit.js";

const row = (description: DynamicsDescription): string =>
  [
    `${description.name}: ${description.title}`,
    `  algorithm   ${description.update}`,
    `  limit       ${description.equation}`,
    `  slow time   ${description.timeScale}`,
    ...(description.descends === undefined ? [] : [`  descends    ${description.descends}`]),
    ...description.assumptions.map((assumption, i) => `  ${i === 0 ? "supposes" : "        "}    ${assumption}`),
    ...Object.entries(description.options).map(
      ([name, option], i) => `  ${i === 0 ? "options " : "        "}    ${optionText(name, option)}`,
    ),
    `  source      ${description.source}`,
  ].join("\n");

function optionText(name: string, { doc, choices, default: value }: Option): string {
  const form = choices ? ` = ${choices.join(" | ")}` : "";
  return `${name}${form}: ${doc}${value === undefined ? "" : `; default ${JSON.stringify(value)}`}`;
}

export function listCommand(what: string, { json = false }: { readonly json?: boolean } = {}): number {
  if (what !== "dynamics") throw new DiagnosticError([diagnostic("unknownList", undefined, { what })]);
  const table = Object.keys(registry).map(describeDynamics);
  if (json) printJson(table);
  else process.stdout.write(`${table.map(row).join("\n\n")}\n`);
  return EXIT.ok;
}
