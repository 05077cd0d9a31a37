/** The member `samples`: one gradient function a sample. */
import type { CodeBlockWriter } from "ts-morph";
import type { Members } from "./members.js";
import type { NameTable } from "./names.js";
import type { ModuleSpec } from "./spec.js";

/** Writes the table of the functions; gives the entry of the returned object, if there is one. */
export function writeSamples(
  writer: CodeBlockWriter,
  { samples }: ModuleSpec,
  scope: NameTable,
  locals: Members,
): readonly string[] {
  if (!samples) return [];
  const table = scope.take("sampleGradients");
  writer.blankLine().writeLine(`const ${table} = [${samples.map((kernel) => locals.get(kernel)!).join(", ")}];`);
  const gradient = `(i: number, x: Float64Array, out: Float64Array) => { ${table}[i]!(x, out); }`;
  return [`samples: { count: ${samples.length}, gradient: ${gradient} }`];
}
