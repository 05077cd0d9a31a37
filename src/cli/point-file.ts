/** A point with data, as JSON: { "x": [flat] } or { "u": …, "v": … }, and "data". */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Diagnostic, DiagnosticError, type Span, diagnostic } from "../diagnostics/index.js";
import type { Given } from "../pipeline/index.js";

export const badPoint = (file: string, problem: string): DiagnosticError =>
  new DiagnosticError([diagnostic("badPointFile", undefined, { file, problem })]);

/** Values that do not have the layout of the loss. */
const MISFITS: readonly string[] = ["GS218", "GS219"];

/** Does what takes values from a point file; the values that do not fit are shown there. */
export function withPlaces<T>(file: string | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (file === undefined || !(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(error.diagnostics.map((each) => placed(file, each)));
  }
}

/** With the key of the array that it names; values that are not in the file come from the loss's example. */
function placed(file: string, misfit: Diagnostic): Diagnostic {
  const [, name] = /^`([\p{L}\p{N}_$]+)/u.exec(misfit.message) ?? [];
  if (misfit.span || name === undefined || !MISFITS.includes(misfit.code)) return misfit;
  const source = readFileSync(file, "utf8");
  const key = new RegExp(`"${name.replace(/\$/g, "\\$")}"(?=\\s*:)`, "u").exec(source);
  return key ? { ...misfit, span: spanOf(file, source, key.index, key[0].length) } : misfit;
}

function spanOf(file: string, source: string, start: number, length: number): Span {
  const before = source.slice(0, start).split("\n");
  return { file: resolve(file), source, start, length, line: before.length, column: before.at(-1)!.length + 1 };
}

/** @throws DiagnosticError GS502 */
export function readPoint(file: string): Given {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    throw badPoint(file, error instanceof Error ? error.message : String(error));
  }
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw badPoint(file, "it is no object");
  const { x, data, params, ...named } = content as Readonly<Record<string, unknown>>;
  const given = data === undefined ? {} : { data };
  if (x !== undefined && Object.keys(named).length === 0 && params === undefined && !isNamed(x)) {
    if (!Array.isArray(x) || !x.every((value): value is number => Number.isFinite(value)))
      throw badPoint(file, '"x" has to be an array of finite numbers');
    return { ...given, x };
  }
  return { ...given, params: params ?? (x === undefined ? named : { x, ...named }) };
}

/** A number, a matrix or an object is no flat list: it is the parameter of the name x, and the only one. */
const isNamed = (x: unknown): boolean =>
  typeof x === "number" || (typeof x === "object" && x !== null && (!Array.isArray(x) || Array.isArray(x[0])));
