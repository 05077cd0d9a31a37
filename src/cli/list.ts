/** `gen-sde list dynamics`: what the runtime's table of limits knows. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { type LimitingDynamics, limits } from "../runtime/index.js";
import { EXIT } from "./exit.js";

const row = ({
  name,
  title,
  update,
  equation,
  timeScale,
  source,
  assumptions,
  potential,
}: LimitingDynamics<never>): string =>
  [
    `${name}: ${title}`,
    `  algorithm   ${update}`,
    `  limit       ${equation}`,
    `  slow time   ${timeScale}`,
    ...(potential ? [`  descends    ${potential.formula}`] : []),
    ...assumptions.map((assumption, i) => `  ${i === 0 ? "supposes" : "        "}    ${assumption}`),
    `  source      ${source}`,
  ].join("\n");

export function listCommand(what: string): number {
  if (what !== "dynamics") throw new DiagnosticError([diagnostic("unknownList", undefined, { what })]);
  const table: readonly LimitingDynamics<never>[] = Object.values(limits);
  process.stdout.write(`${table.map(row).join("\n\n")}\n`);
  return EXIT.ok;
}
