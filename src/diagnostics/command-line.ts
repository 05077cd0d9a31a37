/** GS5xx: what was asked for on the command line, and files. */
import type { Entry } from "./entry.js";

export const COMMAND_LINE = {
  noFiles: {
    code: "GS500",
    message: "no loss was given",
    help: 'Name loss files, `gen-sde hyperbola.loss.ts`, or write the loss itself: `gen-sde --expr "(u*v-1)^2/2" --params u,v`.',
  },
  missingParams: {
    code: "GS501",
    message: "--expr needs --params",
    help: 'Name the parameters in order: `--expr "(u*v-1)^2/2" --params u,v`.',
  },
  badPointFile: {
    code: "GS502",
    message: "{{file}} is no point: {{problem}}",
    help: 'Write { "x": [1, 2] } in the flat order of the parameters, or names to numbers and arrays, { "u": [1, 2], "v": [3, 4] }; data go under "data".',
  },
  needsSizes: {
    code: "GS503",
    message: "the size {{size}} is not known",
    help: "Export `example = { params: …, data: … }`, or give the data with the point: sizes are taken from there.",
  },
  notWritten: {
    code: "GS504",
    message: "cannot write {{file}}: {{problem}}",
    help: "Choose a directory that can be written with --out; what was there before is unchanged.",
  },
  sameOutput: {
    code: "GS505",
    message: "two losses would both be written to {{file}}",
    help: "Rename one of the loss files, or write them to different directories with --out.",
  },
  unknownList: {
    code: "GS506",
    message: "there is no list of `{{what}}`",
    help: "`gen-sde list dynamics` prints the limiting dynamics that gen-sde knows.",
  },
  unknownDynamics: {
    code: "GS507",
    message: "there is no limiting dynamics `{{name}}`",
    help: "Choose from {{names}}, or `all`; `gen-sde list dynamics` says what they are.",
  },
  badName: {
    code: "GS508",
    message: "`{{name}}` cannot be the name of a loss",
    help: "Letters, digits, `-`, `_` and `.`, a letter or digit first: the name becomes NAME.sde.ts in the directory of --out.",
  },
  badOption: {
    code: "GS509",
    message: "{{problem}}",
    help: "`gen-sde derive --help` says what it means.",
  },
  commandLine: {
    code: "GS511",
    message: "{{problem}}",
    help: "`gen-sde --help` and `gen-sde COMMAND --help` list what there is.",
  },
  unknownPart: {
    code: "GS512",
    message: "the model of {{loss}} has no `{{name}}` for --only",
    help: "It has {{members}}; {{kernels}} of all noises, or of one, {{noises}}, as in `labelNoise.drift`; and all that a process asks for: {{processes}}.",
  },
  onlyLiteralSizes: {
    code: "GS513",
    message: "--only is for losses whose sizes are numbers, and {{loss}} has named ones",
    help: "Leave --only out: loops are short, and a module of all kernels serves every size.",
  },
  reportOptions: {
    code: "GS510",
    message: "{{problem}}",
    help: "`gen-sde report --help` lists the options; `gen-sde report FILE` alone writes reports/NAME.html.",
  },
} as const satisfies Record<string, Entry>;
