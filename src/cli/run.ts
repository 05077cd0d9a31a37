/** `gen-sde run FILE`: simulate, and write a time series. */
import { createHash } from "node:crypto";
import { basename, extname, resolve } from "node:path";
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { type Given, generate, sampleOf, targetForPaths } from "../pipeline/index.js";
import { readLoss } from "../read/index.js";
import {
  checkProcessName,
  checkRate,
  FORMAT_NAMES,
  type FormatName,
  isFormat,
  plan,
  type Plan,
  run,
  type Settings,
} from "../run/index.js";
import { SimulationError } from "../runtime/index.js";
import { EXIT } from "./exit.js";
import { liveLine } from "./live-line.js";
import { numbers } from "./numbers.js";
import { readPoint, withPlaces } from "./point-file.js";
import { progress } from "./progress.js";
import { runFailed } from "./run-failed.js";

export interface RunCommandOptions {
  readonly process: string;
  readonly at?: string;
  readonly eta?: string;
  readonly dt?: string;
  readonly steps?: string;
  readonly time?: string;
  readonly every?: string;
  readonly paths: string;
  readonly seed: string;
  readonly set: readonly string[];
  readonly columns?: string;
  readonly out?: string;
  readonly format?: string;
  readonly resume?: boolean;
  readonly keepCheckpoint?: boolean;
  readonly quiet?: boolean;
}

const refuse = (problem: string): DiagnosticError =>
  new DiagnosticError([diagnostic("runOptions", undefined, { problem })]);

const number = numbers(refuse);

/** JSON where it is JSON: 0.1, true, [1, 2], { "schedule": … }; else the text itself. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function ownOptions(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw refuse(`--set takes NAME=VALUE, not \`${pair}\``);
      return [pair.slice(0, at), jsonOf(pair.slice(at + 1))];
    }),
  );
}

function formatOf({ format, out }: RunCommandOptions): FormatName {
  const name = format ?? (out === undefined ? "csv" : extname(out).slice(1));
  if (isFormat(name)) return name;
  throw refuse(`\`${format ?? out ?? ""}\` is no format that is known: ${FORMAT_NAMES.join(", ")}`);
}

/** What can be refused before anything is derived. */
function settingsOf(options: RunCommandOptions): Settings {
  const dt = number.positive("--dt", options.dt);
  const [steps, time] = [number.count("--steps", options.steps, 0), number.positive("--time", options.time)];
  const every = number.count("--every", options.every, 1);
  const learningRate = options.eta === undefined ? undefined : jsonOf(options.eta);
  if (learningRate !== undefined) checkRate("--eta", learningRate);
  return {
    process: options.process,
    seed: number.count("--seed", options.seed, 0),
    own: ownOptions(options.set),
    ...(learningRate !== undefined && { learningRate }),
    ...(dt !== undefined && { dt }),
    ...(steps !== undefined && { steps }),
    ...(time !== undefined && { time }),
    ...(every !== undefined && { every }),
    ...(options.columns !== undefined && { columns: options.columns.split(",").map((name) => name.trim()) }),
  };
}

export async function runCommand(file: string, options: RunCommandOptions): Promise<number> {
  const { out, quiet = false } = options;
  if (options.steps !== undefined && options.time !== undefined) throw refuse("give --steps or --time, not both");
  checkProcessName(options.process);
  const format = formatOf(options);
  const settings = settingsOf(options);
  const paths = number.count("--paths", options.paths, 1);
  const status = progress(basename(file), quiet);
  const loss = readLoss(resolve(file));
  const given: Given = options.at === undefined ? {} : readPoint(options.at);
  const target = paths > 1 ? targetForPaths(loss) : "ts";
  const generated = await generate(loss, status.update, undefined, { target }).finally(status.done);
  const sample = withPlaces(options.at, () => sampleOf(loss, given));
  const model = generated.create(sample.dataValue);
  const start = sample.start ?? generated.analysis.located.minimizers[0]!.x;
  const planned = plan(model, start, settings);
  const say = (text: string): void => {
    // Data on standard output leave no room for words there.
    if (!quiet) process[out === undefined ? "stderr" : "stdout"].write(`${text}\n`);
  };
  say(heading(model.name, planned, paths));
  const identity = createHash("sha256")
    .update(JSON.stringify([loss.source, planned.spec, Array.from(sample.data)]))
    .digest("hex");
  return simulate(planned, {
    ...{ paths, format, identity, say, quiet },
    ...(out !== undefined && { out }),
    resume: options.resume === true,
    keepCheckpoint: options.keepCheckpoint === true,
  });
}

interface Destination {
  readonly paths: number;
  readonly format: FormatName;
  readonly identity: string;
  readonly out?: string;
  readonly resume: boolean;
  readonly keepCheckpoint: boolean;
  readonly quiet: boolean;
  readonly say: (text: string) => void;
}

async function simulate({ process: simulated, ...planned }: Plan, { say, quiet, ...to }: Destination): Promise<number> {
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.once("SIGINT", onInterrupt);
  const live = liveLine(quiet);
  const began = performance.now();
  const kept = to.out === undefined ? "" : `What was written until then is in ${to.out}.partial.`;
  try {
    const result = await run(simulated, {
      ...planned,
      ...to,
      signal: interrupt.signal,
      onProgress: ({ done, total, time }) => live.update(done, total, `t = ${String(Number(time.toPrecision(4)))}`),
    });
    live.done();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (!result.finished) {
      say(
        `stopped after step ${String(result.step)}${to.out === undefined ? "" : "; the same command with --resume goes on"}`,
      );
      return EXIT.interrupted;
    }
    if (to.out !== undefined)
      say(`  wrote       ${to.out}  (${String(result.records)} records × ${String(to.paths)} paths, ${seconds} s)`);
    return EXIT.ok;
  } catch (error) {
    live.done();
    if (error instanceof RangeError) throw refuse(error.message);
    if (!(error instanceof SimulationError)) throw error;
    throw runFailed(error, kept);
  } finally {
    process.removeListener("SIGINT", onInterrupt);
  }
}

function heading(name: string, { description, spec, steps, every, process: simulated }: Plan, paths: number): string {
  const { title, update, equation } = description;
  const isLimit = spec.side === "limit";
  const settings = Object.entries(spec.options).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return [
    `${name}   ${isLimit ? "the limit of: " : ""}${title}`,
    `  ${isLimit ? "equation    " : "algorithm   "}${isLimit ? equation : update}`,
    `  settings    ${settings.join(", ")}`,
    `  steps       ${String(steps)} to slow time ${String(Number(simulated.timeAt(steps).toPrecision(6)))}, a record every ${String(every)}, ${String(paths)} ${paths === 1 ? "path" : "paths"}`,
  ].join("\n");
}
