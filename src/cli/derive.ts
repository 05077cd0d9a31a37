/** `gen-sde derive FILE --at POINT.json`: values at one point. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { type Given, type PointValues, valuesAt } from "../pipeline/index.js";
import { readLoss } from "../read/index.js";
import { EXIT, printJson } from "./exit.js";

export interface DeriveOptions {
  readonly at: string;
  readonly retract: boolean;
  readonly third?: boolean;
  readonly json?: boolean;
  /** K, B and α = ηH of local SGD. */
  readonly workers: string;
  readonly batch: string;
  readonly alpha: string;
}

const badPoint = (file: string, problem: string): DiagnosticError =>
  new DiagnosticError([diagnostic("badPointFile", undefined, { file, problem })]);

/** { "x": [flat] } or { "u": …, "v": … }, and "data". */
function readPoint(file: string): Given {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw badPoint(file, error instanceof Error ? error.message : String(error));
  }
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw badPoint(file, "it is no object");
  const { x, data, params, ...named } = content as Readonly<Record<string, unknown>>;
  const given = data === undefined ? {} : { data };
  if (x !== undefined && Object.keys(named).length === 0 && params === undefined) {
    if (!Array.isArray(x) || !x.every((value) => typeof value === "number"))
      throw badPoint(file, '"x" has to be an array of numbers');
    return { ...given, x };
  }
  return { ...given, params: params ?? (x === undefined ? named : { x, ...named }) };
}

export function deriveCommand(file: string, options: DeriveOptions): number {
  const point = readPoint(options.at);
  const values = valuesAt(readLoss(resolve(file)), point, (problem) => badPoint(options.at, problem), {
    retract: options.retract,
    third: options.third === true,
    localSgd: { workers: Number(options.workers), batch: Number(options.batch), alpha: Number(options.alpha) },
  });
  if (options.json === true) printJson(values);
  else process.stdout.write(`${table(values)}\n`);
  return EXIT.ok;
}

/** Seven digits for reading; --json has them all. */
const show = (value: number): string => Number(value.toPrecision(7)).toString();
const vector = (v: readonly number[]): string => `(${v.map(show).join(", ")})`;

const TERMS = ["compensation", "mixed", "normal", "total"] as const;

function table(values: PointValues): string {
  const lines: [string, string][] = [
    ["point", values.params.map((name, i) => `${name} = ${show(values.x[i]!)}`).join(", ")],
    ["L", show(values.loss)],
    ["∇L", vector(values.gradient)],
    ["rank ∇²L", String(values.rank)],
    ["tr ∇²L", show(values.traceHessian)],
    ["ln|∇²L|₊", show(values.logPseudoDet)],
    ["λ₁", show(values.lambdaMax)],
  ];
  for (const [name, drift] of Object.entries(values.drift)) {
    if (drift === null) lines.push([name, "not defined here: an assumption fails"]);
    else if (Array.isArray(drift)) lines.push([name, vector(drift)]);
    else for (const term of TERMS) lines.push([`${name} ${term}`, vector(drift[term])]);
  }
  return lines.map(([label, text]) => `${label.padEnd(24)}${text}`).join("\n");
}
