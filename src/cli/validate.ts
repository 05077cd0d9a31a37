/** `gen-sde validate FILE`: the algorithms against their limits. */
import { basename, resolve } from "node:path";
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { generate, targetForPaths } from "../pipeline/index.js";
import { readLoss } from "../read/index.js";
import { type RegisteredName, registry, SimulationError } from "../runtime/index.js";
import { dynamicsOf, printValidation, type Validation, validateLoss, verdictLine } from "../validate/index.js";
import { EXIT, printJson } from "./exit.js";
import { liveLine } from "./live-line.js";
import { progress } from "./progress.js";
import { runFailed } from "./run-failed.js";

export interface ValidateCommandOptions {
  /** Names separated by commas. */
  readonly dynamics?: string;
  readonly paths?: string;
  readonly time?: string;
  /** One rate or several, separated by commas. */
  readonly eta?: string;
  readonly seed: string;
  readonly level: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const refuse = (problem: string): DiagnosticError =>
  new DiagnosticError([diagnostic("validateOptions", undefined, { problem })]);

const namesOf = (text: string): string[] =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** The number, if `isAllowed` says so of it. */
function numberOf(option: string, text: string, isAllowed: (value: number) => boolean, what: string): number {
  const value = Number(text);
  if (text.trim() !== "" && isAllowed(value)) return value;
  throw refuse(`${option} must be ${what}, not \`${text}\``);
}
const countOf = (option: string, text: string, least: number): number =>
  numberOf(option, text, (n) => Number.isSafeInteger(n) && n >= least, `an integer from ${String(least)}`);
const positiveOf = (option: string, text: string): number =>
  numberOf(option, text, (x) => x > 0 && x < Infinity, "a positive number");

function ratesOf(text: string): number[] {
  const rates = namesOf(text).map((rate) => positiveOf("--eta", rate));
  const descends = rates.every((rate, i) => i === 0 || rate < rates[i - 1]!);
  if (descends && (rates.length === 1 || rates.length > 2)) return rates;
  throw refuse(`--eta takes one learning rate, or at least three from large to small, not \`${text}\``);
}

function dynamicsNames(text: string | undefined): "all" | readonly RegisteredName[] | undefined {
  if (text === undefined) return undefined;
  const names = namesOf(text);
  if (names.includes("all")) return "all";
  const known = Object.keys(registry).filter((name) => name !== "gradientFlow");
  if (names.includes("gradientFlow"))
    throw refuse(
      "gradientFlow is the fast phase, x' = −∇L, which ends on Γ where the limits begin: there is nothing to compare on their slow time",
    );
  for (const name of names)
    if (!known.includes(name))
      throw new DiagnosticError([diagnostic("unknownDynamics", undefined, { name, names: known.join(", ") })]);
  return names as RegisteredName[];
}

/** Prints what was found. The exit code is 1 for a disagreement, 130 if it was stopped. */
export async function validateCommand(file: string, options: ValidateCommandOptions): Promise<number> {
  const settings = {
    seed: countOf("--seed", options.seed, 0),
    level: numberOf("--level", options.level, (p) => p > 0 && p < 1, "a number between 0 and 1"),
    ...(options.paths !== undefined && { paths: countOf("--paths", options.paths, 2) }),
    ...(options.time !== undefined && { time: positiveOf("--time", options.time) }),
    ...(options.eta !== undefined && { rates: ratesOf(options.eta) }),
  };
  const chosen = dynamicsNames(options.dynamics);
  const silent = options.quiet === true || options.json === true;
  const status = progress(basename(file), silent);
  const loss = readLoss(resolve(file));
  const generated = await generate(loss, status.update, [], { target: targetForPaths(loss) }).finally(status.done);
  const dynamics = chosen === "all" ? dynamicsOf(generated.create(generated.analysis.sample.dataValue)) : chosen;
  const interrupt = new AbortController();
  const onInterrupt = (): void => {
    interrupt.abort();
  };
  process.once("SIGINT", onInterrupt);
  const live = liveLine(silent);
  const began = performance.now();
  let validation: Validation;
  try {
    validation = await validateLoss(generated, {
      ...settings,
      ...(dynamics && { dynamics }),
      signal: interrupt.signal,
      onProgress: ({ done, total, what }) => {
        live.update(done, total, what);
      },
    });
  } catch (error) {
    if (error instanceof RangeError) throw refuse(error.message);
    if (!(error instanceof SimulationError)) throw error;
    throw runFailed(error);
  } finally {
    live.done();
    process.removeListener("SIGINT", onInterrupt);
  }
  if (options.json === true) printJson(validation);
  else if (options.quiet === true) process.stdout.write(`${verdictLine(validation)}\n`);
  else process.stdout.write(`${printValidation(validation, performance.now() - began)}\n`);
  if (validation.verdict === "disagrees") return EXIT.disagreement;
  return validation.partial ? EXIT.interrupted : EXIT.ok;
}
