#!/usr/bin/env node
/** The command line. Heavy modules load only when a command runs. */
import nodeModule from "node:module";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { TARGETS } from "../emit/target.js";
import { version } from "../pipeline/version.js";
import type { DeriveOptions } from "./derive.js";
import { EXIT, errorToJson, exitCodeOf, printError, printJson } from "./exit.js";
import type { GenerateOptions } from "./outcome.js";
import type { ReportCommandOptions } from "./report.js";
import type { RunCommandOptions } from "./run.js";
import type { ValidateCommandOptions } from "./validate.js";

/** Node 22.8 and newer keep the compiled code of what is loaded from here on: TypeScript is 9 MB of it. */
(nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();

// `gen-sde … | head`: a reader that has seen enough is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

/** An option that may be given several times. */
const collect = (value: string, before: readonly string[]): string[] => [...before, value];

/** "" would be the folder that the command runs in. */
function path(value: string): string {
  if (value === "") throw new InvalidArgumentError("It is empty: name one, or leave the option out.");
  return value;
}

const program = new Command("gen-sde")
  .description(
    "Derives the limiting SDE of SGD on the manifold of minimizers of a loss, and writes a checked simulator.",
  )
  .version(version)
  // Behind a command stand that command's own options, --out and --json of the same name too.
  .enablePositionalOptions()
  .argument("[files...]", "loss files (NAME.loss.ts)")
  .option("--out <dir>", "where NAME.sde.ts is written", path, "generated")
  .option("--expr <formula>", 'a loss as a formula instead of files: "(u*v-1)^2/2"')
  .option("--params <names>", "its parameters, in order: u,v")
  .option("--name <name>", "its name", "loss")
  .option(
    "--dynamics <names>",
    "limiting dynamics to derive beside those that the loss files name, of `gen-sde list dynamics`: samFull,adam or all",
  )
  .addOption(
    new Option(
      "--target <target>",
      "kernels in TypeScript, in WebAssembly SIMD too, or in it where that should be faster",
    )
      .choices(TARGETS)
      .default("ts"),
  )
  .option(
    "--only <names>",
    "write these members of the model alone, and what they call: gradient,labelNoise.drift; or what a process asks for: sgd,limitingSde",
  )
  .option("--tex", "print the derivation as LaTeX")
  .option("--stats", "print the passes of lowering, with operation counts before and after each, for every kernel")
  .option("--json", "print everything as JSON")
  .option("--quiet", "print nothing but errors")
  .addHelpText(
    "after",
    "\nExit codes: 0 done; 1 the loss or a file cannot be used; 2 wrong command line; 3 a self-check failed, nothing\n" +
      "was written; 70 a fault of gen-sde.",
  )
  .exitOverride()
  // Faults of the command line are printed below, as all others are.
  .configureOutput({ outputError: () => undefined })
  .action(async (files: string[], options: GenerateOptions) => {
    const { generateCommand } = await import("./generate.js");
    process.exitCode = await generateCommand(files, options);
  });

program
  .command("derive")
  .description("Print values at a point of Γ: derivatives, geometry, and the coefficients of each limiting SDE.")
  .argument("<file>", "a loss file")
  .requiredOption("--at <point>", 'a JSON file: { "x": [flat] } or names to numbers and arrays, and "data"')
  .option("--json", "print JSON, numbers with all their digits")
  .option("--no-retract", "evaluate at the point itself instead of the point of Γ that gradient flow leads to")
  .option("--workers <K>", "workers of local SGD", "4")
  .option("--batch <B>", "samples a step of local SGD, all workers together", "4")
  .option("--alpha <number>", "learning rate × local steps of local SGD", "0.6")
  .option("--third", "print the D × D × D array of third derivatives, and D × D arrays, for D > 64 too")
  .action(async (file: string, options: DeriveOptions) => {
    const { deriveCommand } = await import("./derive.js");
    process.exitCode = deriveCommand(file, options);
  });

program
  .command("run")
  .description("Simulate SGD, another algorithm or a limit, and write a time series.")
  .argument("<file>", "a loss file")
  .option(
    "--process <name>",
    "sgd, limiting-sde, label-noise-sgd, label-noise-flow, gradient-flow; or NAME, and NAME:limit, of `gen-sde list dynamics`",
    "sgd",
  )
  .option("--at <point>", "a JSON file with start and data, as for `derive`; else the loss file's example")
  .option("--eta <rate>", 'learning rate: a number, or a schedule as JSON { "schedule": "cosine", … }; else 0.1/λ₁')
  .option("--dt <number>", "slow time of a step of a limit")
  .option("--steps <N>", "run so many steps")
  .option("--time <T>", "or to this slow time; default 1")
  .option("--every <N>", "steps between records; else about 100 records")
  .option("--paths <N>", "independent paths", "1")
  .option("--seed <N>", "of the random numbers", "0")
  .option("--set <name=value>", "an option of the dynamics: c=0.25, radius=0.1", collect, [])
  .option("--columns <names>", "what to write: parameters, loss, gradientNorm, traceHessian, lambdaMax, logPseudoDet")
  .option("--out <file>", "where to: NAME.csv, NAME.ndjson or NAME.npy; else CSV on standard output", path)
  .option("--format <name>", "csv, ndjson or npy, whatever the file is called")
  .option("--resume", "go on with a run that was stopped, to the same bits as without the stop")
  .option("--keep-checkpoint", "keep the checkpoint of a finished run, so that --resume can take it further")
  .option("--quiet", "print nothing but errors and data")
  .action(async (file: string, options: RunCommandOptions) => {
    const { runCommand } = await import("./run.js");
    process.exitCode = await runCommand(file, options);
  });

program
  .command("report")
  .description("Write a page with the derivation, SGD against its limit in pictures, and where all of it comes from.")
  .argument("<file>", "a loss file")
  .option("--out <dir>", "where NAME.html, NAME.md or NAME.tex is written", path, "reports")
  .option("--format <name>", "html, md or tex; the pictures of the latter two go to NAME.figures", "html")
  .option("--dynamics <names>", "other limiting dynamics, of `gen-sde list dynamics`: sqrtLoss,normalizedGd or all")
  .option("--plane <names>", "two parameters to draw paths in: u,v; for two parameters these")
  .option("--time <T>", "simulate to this slow time")
  .option("--eta <rates>", "learning rates, coarsest first: 0.1,0.05,0.025")
  .option("--paths <N>", "independent paths for each learning rate")
  .option("--seed <N>", "of the random numbers", "1")
  .option("--quick", "fewer paths, no validation")
  .option("--svg <dir>", "write single figures, ID.svg, instead of a page", path)
  .option("--png <dir>", "the same as ID.png", path)
  .option("--figures <ids>", "only these: isotropic-plane,labelNoise-trace")
  .option("--quiet", "print nothing but errors")
  .action(async (file: string, options: ReportCommandOptions) => {
    const { reportCommand } = await import("./report.js");
    process.exitCode = await reportCommand(file, options);
  });

program
  .command("validate")
  .description("Compare SGD itself with its derived limit, with error bars: does it follow the SDE?")
  .argument("<file>", "a loss file")
  .option(
    "--dynamics <names>",
    "of `gen-sde list dynamics`, or all that the loss has all for; else SGD with isotropic, label and declared noise",
  )
  .option("--paths <N>", "paths of each run; else as many as decide every row, up to about 20 seconds for each")
  .option("--time <T>", "slow time of the comparison; else until ∇²L has changed by about 30 % along the limit")
  .option("--eta <rates>", "the coarsest learning rate, halved twice, or at least three: 0.1,0.05,0.025; else 0.2/λ₁")
  .option("--seed <N>", "of the random numbers", "0")
  .option("--level <p>", "the probability of any false alarm in the whole table", "0.01")
  .option("--json", "print everything as JSON")
  .option("--quiet", "print the verdict alone")
  .addHelpText(
    "after",
    "\nExit codes: 0 no disagreement; 1 an algorithm does not follow its limit, or the loss cannot be used; 3 a\n" +
      "self-check failed; 130 stopped by Ctrl-C, after printing what was done until then.",
  )
  .action(async (file: string, options: ValidateCommandOptions) => {
    const { validateCommand } = await import("./validate.js");
    process.exitCode = await validateCommand(file, options);
  });

program
  .command("list")
  .description("Print a table of gen-sde: the limiting dynamics it knows.")
  .argument("<what>", "dynamics")
  .option("--json", "print it as JSON")
  .action(async (what: string, options: { json?: boolean }, command: Command) => {
    const json = options.json ?? command.optsWithGlobals<{ json?: boolean }>().json ?? false;
    const { listCommand } = await import("./list.js");
    process.exitCode = listCommand(what, { json });
  });

/** A fault that commander finds, with a code. */
const withCode = (error: unknown): unknown =>
  error instanceof CommanderError
    ? new DiagnosticError([diagnostic("commandLine", undefined, { problem: error.message.replace(/^error: /, "") })])
    : error;

try {
  await program.parseAsync();
} catch (thrown) {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) process.exitCode = EXIT.ok;
  else {
    const error = withCode(thrown);
    if (process.argv.includes("--json")) printJson({ errors: errorToJson(error) });
    else printError(error);
    process.exitCode = exitCodeOf(error);
  }
}
