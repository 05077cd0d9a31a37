/** `gen-sde derive FILE --at POINT.json`: values at one point. */
import { resolve } from "node:path";
import { DiagnosticError, diagnostic, printDiagnostics } from "../diagnostics/index.js";
import { type LeanValues, type PointValues, leanValuesAt, valuesAt } from "../pipeline/index.js";
import { readLoss } from "../read/index.js";
import { EXIT, printJson } from "./exit.js";
import { numbers } from "./numbers.js";
import { badPoint, readPoint, withPlaces } from "./point-file.js";

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

const number = numbers((problem) => new DiagnosticError([diagnostic("badOption", undefined, { problem })]));

export function deriveCommand(file: string, options: DeriveOptions): number {
  const localSgd = {
    workers: number.count("--workers", options.workers, 1),
    batch: number.count("--batch", options.batch, 1),
    alpha: number.positive("--alpha", options.alpha),
  };
  const point = readPoint(options.at);
  const asked = { retract: options.retract, third: options.third === true, localSgd };
  const complain = (problem: string): DiagnosticError => badPoint(options.at, problem);
  const loss = readLoss(resolve(file));
  const values = withPlaces(
    options.at,
    () => leanValuesAt(loss, point, complain, asked) ?? valuesAt(loss, point, complain, asked),
  );
  if (values.uncertainty !== undefined) warn(values.uncertainty);
  if (options.json === true) printJson(values);
  else process.stdout.write(`${table(values)}\n`);
  return EXIT.ok;
}

function warn(uncertainty: number): void {
  const warning = diagnostic("uncertainPoint", undefined, { error: uncertainty.toPrecision(1) });
  process.stderr.write(`${printDiagnostics([warning], { colours: process.stderr.isTTY })}\n`);
}

/** Seven digits for reading; --json has them all. */
const show = (value: number): string => Number(value.toPrecision(7)).toString();
const vector = (v: readonly number[]): string => `(${v.map(show).join(", ")})`;

const TERMS = ["compensation", "mixed", "normal", "total"] as const;

function table(values: PointValues | LeanValues): string {
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
