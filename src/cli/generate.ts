/** `gen-sde FILE…`: derive, check, write. */
import { basename, join, resolve } from "node:path";
import type { DynamicsName } from "../dynamics/index.js";
import { DiagnosticError, diagnostic, printDiagnostics } from "../diagnostics/index.js";
import { writeIfChanged } from "../emit/index.js";
import { chosenDynamics, generate, lossFromFormula } from "../pipeline/index.js";
import { type LossModel, readLoss } from "../read/index.js";
import type { GenerateOptions, Outcome } from "./outcome.js";
import { EXIT, errorToJson, exitCodeOf, printError, printJson } from "./exit.js";
import { outcomeToJson } from "./json.js";
import { progress } from "./progress.js";
import { screen } from "./screen.js";

/** What may stand before .sde.ts: no path, and no hidden file. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

interface Job {
  readonly label: string;
  readonly read: () => LossModel;
}

function jobs(files: readonly string[], { expr, params, name }: GenerateOptions): Job[] {
  const list: Job[] = files.map((file) => ({ label: basename(file), read: () => readLoss(resolve(file)) }));
  if (expr !== undefined) {
    if (params === undefined) throw new DiagnosticError([diagnostic("missingParams", undefined)]);
    if (!NAME.test(name)) throw new DiagnosticError([diagnostic("badName", undefined, { name })]);
    const names = params.split(",").map((each) => each.trim());
    list.push({ label: name, read: () => lossFromFormula(name, expr, names) });
  }
  if (list.length === 0) throw new DiagnosticError([diagnostic("noFiles", undefined)]);
  return list;
}

/** Those that the file names, and those of the flag. */
const dynamics = (model: LossModel, { dynamics = "" }: GenerateOptions): readonly DynamicsName[] =>
  chosenDynamics([...(model.dynamics ?? []), ...listed(dynamics).map((name) => ({ name }))]);

const emission = ({ target = "ts", only }: GenerateOptions) => ({ target, ...(only && { only: listed(only) }) });

/** Names separated by commas. */
const listed = (names: string): readonly string[] =>
  names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

async function write(file: string, text: string): Promise<boolean> {
  try {
    return await writeIfChanged(file, text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new DiagnosticError([diagnostic("notWritten", undefined, { file, problem })]);
  }
}

async function run({ label, read }: Job, options: GenerateOptions, written: Set<string>): Promise<Outcome> {
  const started = performance.now();
  const status = progress(label, options.quiet === true || options.json === true);
  try {
    const model = read();
    const file = join(options.out, `${model.name}.sde.ts`);
    if (written.has(file)) throw new DiagnosticError([diagnostic("sameOutput", undefined, { file })]);
    const generated = await generate(model, status.update, dynamics(model, options), emission(options));
    const changed = await write(file, generated.emitted.text);
    written.add(file);
    return { generated, file, changed, milliseconds: performance.now() - started };
  } finally {
    status.done();
  }
}

function show(outcome: Outcome, options: GenerateOptions): void {
  const { warnings } = outcome.generated.analysis.model;
  if (warnings.length > 0) process.stderr.write(`${printDiagnostics(warnings, { colours: process.stderr.isTTY })}\n`);
  if (options.quiet !== true) process.stdout.write(`${screen(outcome, options)}\n`);
}

/** One bad loss does not stop the others; the highest exit code wins. */
export async function generateCommand(files: readonly string[], options: GenerateOptions): Promise<number> {
  let code: number = EXIT.ok;
  const written = new Set<string>();
  const losses: object[] = [];
  const errors: object[] = [];
  for (const job of jobs(files, options)) {
    try {
      const outcome = await run(job, options, written);
      if (options.json === true) losses.push(outcomeToJson(outcome));
      else show(outcome, options);
    } catch (error) {
      code = Math.max(code, exitCodeOf(error));
      if (options.json === true) errors.push(...errorToJson(error));
      else printError(error);
    }
  }
  if (options.json === true) printJson({ losses, errors });
  return code;
}
