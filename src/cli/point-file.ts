/** A point with data, as JSON: { "x": [flat] } or { "u": …, "v": … }, and "data". */
import { readFileSync } from "node:fs";
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import type { Given } from "../pipeline/index.js";

export const badPoint = (file: string, problem: string): DiagnosticError =>
  new DiagnosticError([diagnostic("badPointFile", undefined, { file, problem })]);

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
