/** `gen-sde report FILE`: the derivation and SGD against its limit, as a page or as single figures. */
import { basename, join, resolve } from "node:path";
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { writeIfChanged } from "../emit/index.js";
import { chosenDynamics, generate } from "../pipeline/index.js";
import { readLoss } from "../read/index.js";
import {
  FORMATS,
  type OutputFile,
  type ReportOptions,
  figuresOf,
  isReportFormat,
  reportOf,
  singleFigures,
} from "../report/index.js";
import { EXIT } from "./exit.js";
import { numbers } from "./numbers.js";
import { progress } from "./progress.js";

export interface ReportCommandOptions {
  readonly out: string;
  readonly format: string;
  readonly dynamics?: string;
  readonly plane?: string;
  readonly time?: string;
  readonly eta?: string;
  readonly paths?: string;
  readonly seed: string;
  readonly quick?: boolean;
  readonly svg?: string;
  readonly png?: string;
  readonly figures?: string;
  readonly quiet?: boolean;
}

const refuse = (problem: string): DiagnosticError =>
  new DiagnosticError([diagnostic("reportOptions", undefined, { problem })]);
const number = numbers(refuse);

const listed = (text: string | undefined): string[] | undefined =>
  text
    ?.split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");

export async function reportCommand(file: string, options: ReportCommandOptions): Promise<number> {
  const { format, out, svg, png } = options;
  if (!isReportFormat(format))
    throw refuse(`a report is written as ${Object.keys(FORMATS).join(", ")}, not as \`${format}\``);
  const settings = settingsOf(options);
  const status = progress(basename(file), options.quiet === true);
  const written: string[] = [];
  try {
    const model = readLoss(resolve(file));
    const requests = [...(model.dynamics ?? []), ...(listed(options.dynamics) ?? []).map((name) => ({ name }))];
    const generated = await generate(model, status.update, chosenDynamics(requests));
    const plane = planeOf(options.plane, generated.analysis.flat.names);
    const document = await reportOf(
      generated,
      { ...settings, ...(plane && { plane }), command: commandLine(file, options) },
      status.update,
    );
    const drawn = figuresOf(document).map(({ id }) => id);
    const missing = settings.only?.filter((id) => !drawn.includes(id)) ?? [];
    if (missing.length > 0)
      throw refuse(`no figure ${missing.join(", ")} could be drawn; a report of everything names its figures`);
    if (svg !== undefined) written.push(...(await writeAll(svg, await singleFigures(document, "svg"))));
    if (png !== undefined) written.push(...(await writeAll(png, await singleFigures(document, "png"))));
    if (svg === undefined && png === undefined) written.push(...(await writeAll(out, await FORMATS[format](document))));
  } finally {
    status.done();
  }
  if (options.quiet !== true) process.stdout.write(`${written.join("\n")}\n`);
  return EXIT.ok;
}

function settingsOf(options: ReportCommandOptions): Omit<ReportOptions, "command"> {
  const time = number.positive("--time", options.time);
  const paths = number.count("--paths", options.paths, 2);
  const etas = listed(options.eta)?.map((eta) => number.positive("--eta", eta));
  if (etas?.some((eta, i) => i > 0 && eta >= etas[i - 1]!)) throw refuse("--eta wants the coarsest rate first");
  const only = listed(options.figures);
  return {
    seed: number.count("--seed", options.seed, 0),
    quick: options.quick === true,
    ...(time !== undefined && { time }),
    ...(paths !== undefined && { paths }),
    ...(etas && { etas }),
    ...(only && { only }),
  };
}

function planeOf(text: string | undefined, names: readonly string[]): readonly [number, number] | undefined {
  const chosen = listed(text);
  if (chosen === undefined) return undefined;
  const [a, b] = chosen.map((name) => names.indexOf(name));
  if (chosen.length === 2 && a! >= 0 && b! >= 0 && a !== b) return [a!, b!];
  throw refuse(`--plane takes two of the parameters ${names.join(", ")}, not \`${text!}\``);
}

/** The command without what does not change the page. */
function commandLine(
  file: string,
  { quiet: _quiet, out: _out, svg: _svg, png: _png, quick, ...options }: ReportCommandOptions,
): string {
  const flags = Object.entries<string | undefined>(options).flatMap(([name, value]) =>
    value === undefined || (name === "format" && value === "html") ? [] : [`--${name} ${word(value)}`],
  );
  return ["gen-sde report", word(basename(file)), ...flags, ...(quick === true ? ["--quick"] : [])].join(" ");
}

/** One word of a shell's command line. */
const word = (text: string): string => (/^[\w.,:=/+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

async function writeAll(folder: string, files: readonly OutputFile[]): Promise<string[]> {
  const paths: string[] = [];
  for (const { name, content } of files) {
    const path = join(folder, name);
    try {
      await writeIfChanged(path, content);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      throw new DiagnosticError([diagnostic("notWritten", undefined, { file: path, problem })]);
    }
    paths.push(path);
  }
  return paths;
}
